package io.github.assetpaysim.simulator.http;

import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query of a request, read parameter by parameter; every complaint names the parameter and what was expected. */
public final class Query {
    /** What stands in the place of bytes that are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private final Context ctx;

    /** @throws Refusal when the query as a whole cannot be decoded; Javalin would drop the parameter in question */
    public Query(Context ctx) {
        this.ctx = ctx;
        String query = ctx.queryString();
        try {
            if (query != null
                    && URLDecoder.decode(query, StandardCharsets.UTF_8).indexOf(REPLACEMENT) >= 0) {
                throw new Refusal(HttpError.INVALID_FIELD, "the query is not %-escaped UTF-8 text");
            }
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    HttpError.INVALID_FIELD, "the query has a % that two hex digits do not follow; write %25");
        }
    }

    /**
     * A parameter that may be given once.
     *
     * @param otherwise its value when it is absent
     * @param expected what is accepted, in words
     * @param read text to value; null for anything not accepted
     */
    public <T> T one(String name, T otherwise, String expected, Function<String, T> read) {
        List<String> given = ctx.queryParams(name);
        if (given.isEmpty()) {
            return otherwise;
        }
        if (given.size() > 1) {
            throw refused(name, " is given more than once");
        }
        T value = read.apply(given.get(0));
        if (value == null) {
            throw refused(name, " must be " + expected + ", not '" + Quoted.text(given.get(0)) + "'");
        }
        return value;
    }

    /** What a parameter means by its declaration; when absent, what holds without it. */
    public <T> T read(Setting<T> parameter) {
        return one(parameter.name(), parameter.standard(), parameter.allowed(), text -> {
            try {
                return parameter.read(text);
            } catch (InvalidSetting e) {
                return null;
            }
        });
    }

    /** As {@link #read}, for a parameter that must be there. */
    public <T> T required(Setting<T> parameter) {
        if (ctx.queryParams(parameter.name()).isEmpty()) {
            throw refused(parameter.name(), " is missing; expected " + parameter.allowed());
        }
        return read(parameter);
    }

    /** Refuses parameters that make no sense together with one that is given. */
    public void refuseWith(Setting<?> given, Setting<?>... others) {
        for (Setting<?> other : others) {
            if (!ctx.queryParams(other.name()).isEmpty()) {
                throw refused(other.name(), " does not go with " + given.name());
            }
        }
    }

    private static Refusal refused(String name, String why) {
        return new Refusal(HttpError.INVALID_FIELD, "query parameter " + name + why).about(Refusal.Subject.field(name));
    }

    /** Refuses parameters that are not among the known ones, of which there may be none. */
    public void refuseUnknown(Set<String> known) {
        for (String name : ctx.queryParamMap().keySet()) {
            if (!known.contains(name)) {
                throw Fields.unknown("query parameter '" + Quoted.text(name) + "'", known);
            }
        }
    }

    /** This query, in which parameters that are not declared are refused. */
    public Query only(Setting<?>... declared) {
        refuseUnknown(Stream.of(declared).map(Setting::name).collect(Collectors.toSet()));
        return this;
    }

    public boolean flag(String name, boolean otherwise) {
        return one(name, otherwise, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        });
    }
}
