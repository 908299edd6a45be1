package io.github.assetpaysim.culprit.trade;

/** Breaks the rules of its package on purpose; {@code ArchitectureTest} must see it. */
public final class Culprit {
    private final Object tooFar = new io.github.assetpaysim.culprit.callback.Culprit();

    /** Speaks web, sockets, JSON, tokens, options and tests where only the domain belongs. */
    private io.javalin.Javalin web;

    private com.fasterxml.jackson.databind.JsonNode json;
    private java.net.http.HttpClient client;
    private java.net.Socket socket;
    private org.apache.hc.core5.http.HttpRequest request;
    private org.jose4j.jwt.JwtClaims token;
    private org.apache.commons.cli.Option option;
    private org.eclipse.jetty.server.Server server;
    private org.junit.jupiter.api.extension.Extension extension;

    @Override
    public String toString() {
        return "knows " + tooFar;
    }
}
