package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.text.Quoted;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings as members of a JSON object: read from requests, written into answers.
 *
 * @param patch whether they change a merchant that exists
 */
record SettingMembers(Fields body, boolean patch) {
    static final String MASK = "***";

    /** The settings that a creating request asks for; null is as good as absent. */
    static MerchantSettings create(Fields body) {
        return new SettingMembers(body, false).read(MerchantSettings.STANDARD);
    }

    /** What a changing request makes of {@code base}; null puts a member back to its standard. */
    static MerchantSettings patch(MerchantSettings base, Fields body) {
        return new SettingMembers(body, true).read(base);
    }

    private MerchantSettings read(MerchantSettings base) {
        try {
            return members(base, "", body.node());
        } catch (InvalidSetting e) {
            throw body.wrong(e.getMessage());
        }
    }

    private MerchantSettings members(MerchantSettings base, String prefix, JsonNode object) {
        MerchantSettings settings = base;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            settings = member(settings, prefix + member.getKey(), member.getValue());
        }
        return settings;
    }

    private MerchantSettings member(MerchantSettings base, String name, JsonNode value) {
        List<Setting<?>> group = MerchantSettings.ALL.stream()
                .filter(setting -> setting.group().equals(name) && !name.isEmpty())
                .toList();
        if (group.isEmpty()) {
            return with(base, MerchantSettings.named(name), value);
        }
        if (value.isObject()) {
            return members(base, name + ".", value);
        }
        if (!value.isNull()) {
            throw body.wrong(name + " must be an object");
        }
        MerchantSettings settings = base;
        for (Setting<?> each : group) {
            settings = with(settings, each, value);
        }
        return settings;
    }

    private MerchantSettings with(MerchantSettings base, Setting<?> setting, JsonNode value) {
        if (patch && setting == MerchantSettings.BALANCE) {
            throw body.wrong(setting + " is what the merchant began with; PUT …/balance gives it another one now");
        }
        if (patch) {
            MerchantSettings.checkPatchable(setting);
        }
        if (!value.isNull()) {
            return base.with(setting.name(), text(setting, value));
        }
        if (patch && setting == MerchantSettings.API_SECRET) {
            throw body.wrong(setting + " cannot be cleared, only changed");
        }
        return base.with(setting, null);
    }

    private String text(Setting<?> setting, JsonNode value) {
        if (setting.decimal()) {
            return body.written(setting);
        }
        // The answer to an open question is a word, but some look like numbers.
        boolean number = setting.number() || setting.group().equals(Assumptions.GROUP);
        if (value.isTextual() || number && value.isIntegralNumber() || setting.flag() && value.isBoolean()) {
            return value.asText();
        }
        if (setting == MerchantSettings.RETRY
                && value.isArray()
                && value.valueStream().allMatch(JsonNode::isTextual)) {
            return value.isEmpty()
                    ? "none"
                    : value.valueStream().map(JsonNode::textValue).collect(Collectors.joining(","));
        }
        throw body.wrong(setting + " must be " + (number ? "a string or a whole number" : "a string")
                + (setting.secret() ? "" : ", not " + Quoted.text(value.toString())));
    }

    /** All settings that have a value, groups as objects. */
    static JsonObject view(Merchant merchant, boolean secrets) {
        JsonObject view = new JsonObject().with("id", merchant.id());
        Values values = merchant.settings().values();
        for (Setting<?> setting : MerchantSettings.ALL) {
            Object value = value(setting, values);
            if (value != null) {
                JsonObject target = setting.group().isEmpty()
                        ? view
                        : (JsonObject) view.members().computeIfAbsent(setting.group(), group -> new JsonObject());
                target.with(setting.member(), setting.secret() && !secrets ? MASK : value);
            }
        }
        return view;
    }

    /** A value as the JSON type of its setting, or null. */
    static Object value(Setting<?> setting, Values values) {
        String text = values.text(setting);
        if (text == null) {
            return null;
        }
        if (setting == MerchantSettings.START_AT || setting.decimal()) {
            return values.get(setting);
        }
        return setting.number() ? Long.valueOf(text) : setting.flag() ? Boolean.valueOf(text) : text;
    }
}
