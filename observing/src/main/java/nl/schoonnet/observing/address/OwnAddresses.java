// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.address;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import nl.schoonnet.internet.network.IpAddress;

/** The addresses of the machine itself, for the check at start that the operator's setting names them all. */
public final class OwnAddresses {
    private OwnAddresses() {}

    /**
     * The public addresses on this machine's interfaces that the setting doesn't name. Addresses in front of a translating
     * router can't be seen from here.
     *
     * @throws IllegalStateException if the interfaces can't be read
     */
    public static Set<IpAddress> missingFrom(Collection<IpAddress> setting) {
        AddressPolicy policy = AddressPolicy.production(AddressPolicy.STANDARD_PORTS, setting);
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getAddress)
                    .map(RawAddress::of)
                    .filter(address -> policy.vet(address, 443) instanceof AddressVetting.Permitted)
                    .map(RawAddress::ip)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            throw new IllegalStateException("the machine's network interfaces can't be read", e);
        }
    }
}
