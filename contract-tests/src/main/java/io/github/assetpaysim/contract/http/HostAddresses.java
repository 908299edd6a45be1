package io.github.assetpaysim.contract.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The addresses of hosts. */
public final class HostAddresses {
    private static final Pattern LOCALHOST = Pattern.compile("(?i)(.+\\.)?localhost\\.?");

    private HostAddresses() {}

    /**
     * As the system finds them; localhost is besides this machine in both families (RFC 6761, 6.3), whatever a hosts file leaves out.
     *
     * @throws UnknownHostException when it has none
     */
    public static InetAddress[] of(String host) throws UnknownHostException {
        if (!LOCALHOST.matcher(host).matches()) {
            return InetAddress.getAllByName(host);
        }
        Set<InetAddress> addresses = new LinkedHashSet<>();
        try {
            addresses.addAll(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            // Most systems know no names below localhost.
        }
        addresses.add(InetAddress.getByName("127.0.0.1"));
        addresses.add(InetAddress.getByName("::1"));
        return addresses.toArray(InetAddress[]::new);
    }
}
