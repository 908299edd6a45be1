package io.github.assetpaysim.contract.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A proxy between the kit and a host. There is one only when the JVM is told so ({@code http.proxyHost}, {@code https.proxyHost},
 * {@code http.nonProxyHosts}, {@code java.net.useSystemProxies}), and never to this machine; SOCKS is not used.
 */
public record HttpProxy(String host, int port) {
    /** The proxy for a URL, or null when it is asked directly. */
    public static HttpProxy to(HttpUrl url) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null || isThisMachine(url.host())) {
            return null;
        }
        try {
            String scheme = url.secure() ? "https" : "http";
            return selector.select(new URI(scheme, url.host() + ":" + url.port(), "/", null, null)).stream()
                    .filter(proxy -> proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress)
                    .map(proxy -> (InetSocketAddress) proxy.address())
                    .map(address -> new HttpProxy(address.getHostString(), address.getPort()))
                    .findFirst()
                    .orElse(null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean isThisMachine(String host) {
        try {
            return Arrays.stream(HostAddresses.of(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            // Behind a proxy, names need not be known here.
            return false;
        }
    }

    @Override
    public String toString() {
        return "the proxy " + host + ":" + port;
    }
}
