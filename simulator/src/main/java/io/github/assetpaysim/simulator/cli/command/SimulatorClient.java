package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.assetpaysim.simulator.cli.command.Failure.AnswerLost;
import io.github.assetpaysim.simulator.cli.command.Failure.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A running simulator as one of its merchants sees it: the control API and AssetPay's own, over HTTP. */
final class SimulatorClient implements AutoCloseable {
    /** Money keeps its digits. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final String STRUCK = "; a planned fault may have struck: faults --planned";
    private static final String PROBLEM = "application/problem+json";

    private final Connection connection;
    private final String merchant;
    private final String token;

    /**
     * Connects with the first call.
     *
     * @param token what the control API asks for, or null
     * @throws UsageError when {@code url} is none
     */
    SimulatorClient(String url, String merchant, String token) {
        this.connection = new Connection(url);
        this.merchant = merchant;
        this.token = token;
    }

    @Override
    public void close() {
        connection.close();
    }

    String url() {
        return connection.url();
    }

    String merchant() {
        return merchant;
    }

    /** One segment of a path, or the value of a parameter. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Of the simulator as a whole, such as {@code /faults}. */
    JsonNode getGlobal(String path) {
        return control("GET", "/_sim" + path, null);
    }

    JsonNode postGlobal(String path, Object body) {
        return control("POST", "/_sim" + path, body);
    }

    /** Of the merchant, such as {@code /trades}. */
    JsonNode get(String path) {
        return control("GET", own(path), null);
    }

    JsonNode post(String path, Object body) {
        return control("POST", own(path), body);
    }

    /** Changes settings of the merchant; gives all of them. */
    JsonNode patch(Object body) {
        return control("PATCH", own(""), body);
    }

    JsonNode delete(String path) {
        return control("DELETE", own(path), null);
    }

    private String own(String path) {
        return "/_sim/merchants/" + encoded(merchant) + path;
    }

    private JsonNode control(String method, String path, Object body) {
        HttpResponse<byte[]> response = connection.send(request(method, path, body), BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw refused(path, response, response.body());
        }
        return response.body().length == 0 ? JSON.missingNode() : parsed(response.body());
    }

    /**
     * The lines of the merchant's stream of events; reading them throws {@link java.io.UncheckedIOException} when the simulator is gone.
     *
     * @param lastEventId the last event that is known, or null
     */
    Stream<String> events(String lastEventId) {
        HttpRequest.Builder request = request("GET", own("/events"), null);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<Stream<String>> response = connection.send(request, BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            try (Stream<String> lines = response.body()) {
                throw refused(
                        own("/events"),
                        response,
                        String.join("", lines.toList()).getBytes(StandardCharsets.UTF_8));
            }
        }
        return response.body();
    }

    /**
     * Calls AssetPay's own API.
     *
     * @return {@code data} of the answer
     * @throws Refused when AssetPay refuses, with its own words
     * @throws AnswerLost when the connection ends before the answer
     */
    JsonNode assetPay(String method, String path, Map<String, String> headers, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
        headers.forEach(request::header);
        String call = method + " " + path.replaceFirst("\\?.*", "");
        HttpResponse<byte[]> response;
        JsonNode answer;
        try {
            response = connection.send(Connection.withBody(request, method, body), BodyHandlers.ofByteArray());
            answer = JSON.readTree(response.body());
        } catch (AnswerLost e) {
            throw new AnswerLost(e.getMessage() + STRUCK);
        } catch (IOException e) {
            throw new AnswerLost(call + ": the answer is no JSON" + STRUCK);
        }
        if (response.statusCode() != 200) {
            JsonNode error = answer.path("error");
            throw new Refused(
                    ExitStatus.NOT_AS_ASKED,
                    response.statusCode(),
                    call + " was refused with " + response.statusCode() + ", "
                            + error.path("code").asText() + " "
                            + error.path("key").asText() + ": "
                            + error.path("message").asText());
        }
        return answer.path("data");
    }

    private HttpRequest.Builder request(String method, String path, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
        if (token != null) {
            try {
                request.header("Authorization", "Bearer " + token);
            } catch (IllegalArgumentException e) {
                throw new UsageError("--control-token: a token is made of visible ASCII characters");
            }
        }
        return Connection.withBody(request, method, body);
    }

    /** Whoever answers with an error in another form is no control API. */
    private Failure refused(String path, HttpResponse<?> response, byte[] body) {
        int status = response.statusCode();
        if (!response.headers().firstValue("Content-Type").orElse("").startsWith(PROBLEM)) {
            return noSimulator();
        }
        String detail = parsed(body).path("detail").asText();
        return switch (status) {
            case 401 ->
                new Failure(
                        ExitStatus.NO_SIMULATOR,
                        (token == null ? "the simulator at " + url() + " wants a token" : url() + " refuses this token")
                                + "; give --control-token what it was started with");
            case 403 -> new Failure(ExitStatus.NO_SIMULATOR, url() + ": " + detail);
            case 404 -> {
                if (path.startsWith(own(""))) {
                    checkMerchant();
                }
                yield new Refused(ExitStatus.USAGE, status, detail);
            }
            case 400 -> new Refused(ExitStatus.USAGE, status, detail);
            default -> new Refused(ExitStatus.NOT_AS_ASKED, status, detail);
        };
    }

    private void checkMerchant() {
        List<String> known = new ArrayList<>();
        getGlobal("/merchants")
                .path("merchants")
                .forEach(each -> known.add(each.path("id").asText()));
        if (!known.contains(merchant)) {
            throw UsageError.unknown("merchant", merchant, known);
        }
    }

    /** The value of an event. */
    static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new Failure(ExitStatus.NO_SIMULATOR, "an event is no JSON: " + text);
        }
    }

    private JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw noSimulator();
        }
    }

    private Failure noSimulator() {
        return new Failure(
                ExitStatus.NO_SIMULATOR,
                url()
                        + " answers, but it is no simulator, or was started with --no-control; say with --url where one is");
    }
}
