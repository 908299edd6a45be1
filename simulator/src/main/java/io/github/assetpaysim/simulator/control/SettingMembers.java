package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A merchant's settings as members of a JSON object: read from requests, written into answers. */
public final class SettingMembers {
    private static final String MASK = "***";

    private SettingMembers() {}

    /** The settings a creating request asks for, over {@code base}. */
    static MerchantSettings create(MerchantSettings base, JsonNode body) {
        return apply(base, body, "", false);
    }

    /**
     * What a changing request makes of {@code base}; null puts a member back to its standard.
     *
     * @throws Refusal for a member or value that does not exist or cannot be changed
     */
    public static MerchantSettings patch(MerchantSettings base, Fields body) {
        return apply(base, body.node(), "", true);
    }

    private static MerchantSettings apply(MerchantSettings base, JsonNode object, String prefix, boolean patch) {
        MerchantSettings settings = base;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = prefix + member.getKey();
            try {
                settings = apply(settings, name, member.getValue(), patch);
            } catch (InvalidSetting e) {
                throw new Refusal(HttpError.INVALID_FIELD, e.getMessage());
            }
        }
        return settings;
    }

    private static MerchantSettings apply(MerchantSettings base, String name, JsonNode value, boolean patch) {
        boolean isGroup = name.equals("assumptions")
                || MerchantSettings.ALL.stream()
                        .anyMatch(setting -> setting.name().startsWith(name + "."));
        if (isGroup && value.isObject()) {
            return apply(base, value, name + ".", patch);
        }
        if (isGroup && !value.isNull()) {
            throw new InvalidSetting(name, name + " must be an object");
        }
        boolean assumption = name.startsWith(MerchantSettings.ASSUMPTIONS) || name.equals("assumptions");
        if (isGroup) {
            return patch ? clear(base, name, assumption) : base;
        }
        if (!assumption) {
            checkMay(MerchantSettings.named(name), value, patch);
        }
        if (value.isNull()) {
            return patch ? base.without(name) : base;
        }
        return base.with(name, text(name, value, assumption));
    }

    private static MerchantSettings clear(MerchantSettings base, String group, boolean assumption) {
        if (assumption) {
            return base.without(group);
        }
        MerchantSettings cleared = base;
        for (Setting<?> setting : MerchantSettings.ALL) {
            if (setting.name().startsWith(group + ".")) {
                cleared = cleared.without(setting.name());
            }
        }
        return cleared;
    }

    private static void checkMay(Setting<?> setting, JsonNode value, boolean patch) {
        if (patch) {
            MerchantSettings.checkPatchable(setting);
        }
        if (patch && value.isNull() && setting == MerchantSettings.API_SECRET) {
            throw new InvalidSetting(setting.name(), "apiSecret cannot be cleared, only changed");
        }
    }

    private static String text(String name, JsonNode value, boolean assumption) {
        boolean number = assumption || MerchantSettings.named(name).number();
        if (value.isTextual() || number && value.isIntegralNumber()) {
            return value.asText();
        }
        boolean texts = value.isArray()
                && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isTextual);
        if (texts && name.equals(MerchantSettings.RETRY.name())) {
            return value.isEmpty()
                    ? "none"
                    : StreamSupport.stream(value.spliterator(), false)
                            .map(JsonNode::textValue)
                            .collect(Collectors.joining(","));
        }
        boolean secret = !assumption && MerchantSettings.named(name).secret();
        throw new InvalidSetting(
                name,
                name + " must be " + (number ? "a string or a whole number" : "a string")
                        + (secret ? "" : ", not " + Fields.shown(value.toString())));
    }

    /** Writes all settings into {@code into}, each as its text, groups as objects. */
    static void write(MerchantSettings settings, ObjectNode into, boolean secrets) {
        for (Setting<?> setting : MerchantSettings.ALL) {
            String text = settings.text(setting);
            if (text == null) {
                continue;
            }
            int dot = setting.name().indexOf('.');
            ObjectNode target =
                    dot < 0 ? into : into.withObjectProperty(setting.name().substring(0, dot));
            String name = setting.name().substring(dot + 1);
            if (setting.secret() && !secrets) {
                target.put(name, MASK);
            } else if (setting == MerchantSettings.START_AT) {
                target.put(name, StrictJson.text(settings.get(MerchantSettings.START_AT)));
            } else {
                put(target, name, setting, text);
            }
        }
        ObjectNode assumptions = into.putObject("assumptions");
        settings.assumptions().asText().forEach(assumptions::put);
    }

    /** Writes one value as the JSON type of its setting; null is left out. */
    static void put(ObjectNode into, String name, Setting<?> setting, String text) {
        if (text == null) {
            return;
        }
        if (setting.number()) {
            into.put(name, Long.parseLong(text));
        } else if (setting.flag()) {
            into.put(name, Boolean.parseBoolean(text));
        } else {
            into.put(name, text);
        }
    }
}
