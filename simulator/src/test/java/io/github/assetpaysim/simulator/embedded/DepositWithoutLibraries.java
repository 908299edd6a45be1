package io.github.assetpaysim.simulator.embedded;

import com.sun.net.httpserver.HttpServer;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.Simulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user's test does, a deposit and its callbacks, with nothing but the JDK and the simulator. */
public final class DepositWithoutLibraries implements Callable<String> {
    private static final Pattern ITEM = Pattern.compile(
            "\"id\":\"([^\"]+)\"[^{}]*\"tradable\":true,\"accepted\":true,[^{}]*\"offer\":(\\{\"price\":[^,]+,\"reference\":\"[^\"]+\")");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The status of the trade, and how many callbacks were delivered. */
    @Override
    public String call() throws Exception {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        try (Simulator simulator = Simulator.start(Settings.STANDARD)) {
            SimulatedMerchant assetPay = simulator.createMerchant();
            assetPay.sendCallbacksTo("http://127.0.0.1:" + receiver.getAddress().getPort());
            deposit(assetPay.baseUrl(), assetPay.clientToken("76561198012345678"));
            assetPay.advance(Duration.ofDays(8));
            return assetPay.status(assetPay.trades().get(0).id()) + " after "
                    + assetPay.deliveredCallbacks().size() + " callbacks";
        } finally {
            receiver.stop(0);
        }
    }

    private void deposit(URI assetPay, String token) throws Exception {
        String inventory = send(HttpRequest.newBuilder(URI.create(assetPay + "/client/inventory?perPage=-1&game=730"))
                .header("Authorization", token));
        Matcher item = ITEM.matcher(inventory);
        if (!item.find()) {
            throw new IllegalStateException(inventory);
        }
        String body = "{\"items\":[{\"itemId\":\"" + item.group(1) + "\",\"offer\":" + item.group(2)
                + "}}],\"game\":\"730\"}";
        send(HttpRequest.newBuilder(URI.create(assetPay + "/client/trading/deposit"))
                .header("Authorization", token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return answer.body();
    }
}
