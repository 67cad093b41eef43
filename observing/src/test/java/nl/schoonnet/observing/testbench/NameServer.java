// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.testbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.resolve.ResolverSettings;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A recursive name server on 127.0.0.1 that knows what it was told. All lifetimes are 0. */
public final class NameServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final Map<Name, List<Record>> records = new ConcurrentHashMap<>();
    private final Map<Name, List<String>> turns = new ConcurrentHashMap<>();
    private final Map<Name, Integer> codes = new ConcurrentHashMap<>();
    private final Map<Name, Integer> errors = new ConcurrentHashMap<>();
    private final Map<Name, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final List<Name> silent = new ArrayList<>();
    private volatile UnaryOperator<Message> spoiler = UnaryOperator.identity();

    /** Starts. */
    public NameServer() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::serve);
    }

    /** Settings that ask this server, with short waits. */
    public ResolverSettings settings() {
        ResolverSettings.Server server =
                new ResolverSettings.Server(IpAddress.parse("127.0.0.1").orElseThrow(), socket.getLocalPort());
        return new ResolverSettings(
                List.of(server), java.time.Duration.ofMillis(300), 1, List.of(), 0, java.time.Duration.ZERO);
    }

    /** Addresses of a name: dotted, or 32 hexadecimal digits for IPv6. */
    public NameServer address(String name, String... addresses) {
        for (String address : addresses) {
            add(name, addressRecord(name(name), address));
        }
        return this;
    }

    /** A name whose addresses change with each question for IPv4. */
    public NameServer inTurn(String name, String... addresses) {
        turns.put(name(name), List.of(addresses));
        return this;
    }

    /** An alias. */
    public NameServer alias(String name, String target) {
        return add(name, new CNAMERecord(name(name), DClass.IN, 0, name(target)));
    }

    /** A name server of a domain. */
    public NameServer nameServer(String domain, String server) {
        return add(domain, new NSRecord(name(domain), DClass.IN, 0, name(server)));
    }

    /** A name that exists, without records. */
    public NameServer empty(String name) {
        records.computeIfAbsent(name(name), unknown -> new ArrayList<>());
        return this;
    }

    /** A name that is answered with an error. */
    public NameServer code(String name, int code) {
        codes.put(name(name), code);
        return this;
    }

    /** A name for which the extended error is given besides. */
    public NameServer extendedError(String name, int code) {
        errors.put(name(name), code);
        return this;
    }

    /** A name that isn't answered. */
    public NameServer silent(String name) {
        silent.add(name(name));
        return this;
    }

    /** Changes every answer. */
    public void spoil(UnaryOperator<Message> change) {
        spoiler = change;
    }

    /** How often a name was asked for, all types together. */
    public int questions(String name) {
        return asked.getOrDefault(name(name), new AtomicInteger()).get();
    }

    private NameServer add(String name, Record record) {
        records.computeIfAbsent(name(name), unknown -> new ArrayList<>()).add(record);
        return this;
    }

    private static Record addressRecord(Name name, String address) {
        byte[] bytes = address.length() == 32
                ? HexFormat.of().parseHex(address)
                : InetAddress.ofLiteral(address).getAddress();
        return bytes.length == 4 ? new ARecord(name, DClass.IN, 0, bytes) : new AAAARecord(name, DClass.IN, 0, bytes);
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Message query = new Message(java.util.Arrays.copyOf(buffer, packet.getLength()));
                Optional<Message> answer = answer(query);
                if (answer.isPresent()) {
                    byte[] bytes = answer.get().toWire(1232);
                    socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // Closed, or a packet that is no question.
            }
        }
    }

    private Optional<Message> answer(Message query) {
        Record question = query.getQuestion();
        Name name = question.getName();
        int count = asked.computeIfAbsent(name, unknown -> new AtomicInteger()).getAndIncrement();
        if (silent.contains(name)) {
            return Optional.empty();
        }
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        int code = fill(answer, name, question.getType(), count);
        answer.getHeader().setRcode(codes.getOrDefault(name, code));
        Integer error = errors.get(name);
        if (error != null) {
            answer.addRecord(
                    new OPTRecord(1232, 0, 0, 0, List.of(new ExtendedErrorCodeOption(error))), Section.ADDITIONAL);
        }
        return Optional.of(spoiler.apply(answer));
    }

    private int fill(Message answer, Name asked, int type, int count) {
        Name name = asked;
        List<String> changing = turns.get(name);
        if (changing != null) {
            if (type == Type.A) {
                // Both families are asked at once: every second question is one for IPv4.
                answer.addRecord(
                        addressRecord(name, changing.get(Math.min(count / 2, changing.size() - 1))), Section.ANSWER);
            }
            return Rcode.NOERROR;
        }
        for (int step = 0; step < 20; step++) {
            List<Record> known = records.get(name);
            if (known == null) {
                return Rcode.NXDOMAIN;
            }
            Name next = null;
            for (Record record : known) {
                if (record.getType() == type) {
                    answer.addRecord(record, Section.ANSWER);
                } else if (record instanceof CNAMERecord alias) {
                    answer.addRecord(record, Section.ANSWER);
                    next = alias.getTarget();
                }
            }
            if (next == null) {
                return Rcode.NOERROR;
            }
            name = next;
        }
        return Rcode.NOERROR;
    }

    private static Name name(String text) {
        return Name.fromConstantString(text + ".");
    }

    @Override
    public void close() {
        socket.close();
    }
}
