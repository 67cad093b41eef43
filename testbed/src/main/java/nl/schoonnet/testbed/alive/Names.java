// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What the names of a town lead to, as the recursive name server of one vantage point says it (RFC 1035). Immutable. */
final class Names {
    static final String PARKING_ADDRESS = "127.121.0.10";
    static final String ELSEWHERE_ADDRESS = "127.122.0.10";
    static final String BROKEN_TLS_ADDRESS = "127.124.0.10";
    static final List<String> FRONTS = List.of("127.123.0.1", "127.123.0.2", "127.123.0.3", "127.123.0.4");
    static final String ELSEWHERE = "elders-";

    private static final String PARKING = "lot.parking.example";
    private static final String PARKING_SERVER = "ns1.parking.example";

    /** In seconds, the shortest: what is true a moment later is something else. */
    private static final long LIFETIME = 1;

    private static final String SINKHOLE = "0.0.0.0";

    private final Town town;
    private final InstantSource clock;
    private final String vantage;

    Names(Town town, InstantSource clock, String vantage) {
        this.town = town;
        this.clock = clock;
        this.vantage = vantage;
    }

    /** The answer to a question. */
    Message answer(Message query) {
        Record question = query.getQuestion();
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        answer.getHeader().setRcode(fill(answer, question.getName(), question.getType()));
        return answer;
    }

    private int fill(Message answer, Name name, int type) {
        String text = name.toString(true).toLowerCase(Locale.ROOT);
        if (text.startsWith(ELSEWHERE)) {
            return address(answer, name, type, ELSEWHERE_ADDRESS);
        }
        Optional<Site> site = town.site(text);
        return site.isPresent() ? ofSite(answer, name, type, site.get()) : Rcode.NXDOMAIN;
    }

    private int ofSite(Message answer, Name name, int type, Site site) {
        Instant now = clock.instant();
        return switch (town.ofSite(site, now, vantage)) {
            case NAME_GONE -> Rcode.NXDOMAIN;
            case NAME_EMPTY -> Rcode.NOERROR;
            case NAMES_DOWN -> Rcode.SERVFAIL;
            case WITHHELD -> address(answer, name, type, SINKHOLE);
            case PARKED -> {
                Name lot = Name.fromConstantString(PARKING + ".");
                answer.addRecord(new CNAMERecord(name, DClass.IN, LIFETIME, lot), Section.ANSWER);
                yield address(answer, lot, type, PARKING_ADDRESS);
            }
            case PARKED_BY_SERVERS -> {
                servers(answer, name, type, PARKING_SERVER);
                yield address(answer, name, type, PARKING_ADDRESS);
            }
            case TLS_BROKEN -> address(answer, name, type, BROKEN_TLS_ADDRESS);
            case REFUSED -> address(answer, name, type, site.hosterAt(now).deadAddress());
            default -> {
                servers(answer, name, type, "ns1." + site.hosterAt(now).id() + ".example");
                yield address(answer, name, type, addressOf(site, now));
            }
        };
    }

    /** Where a site is reached at an instant. */
    static String addressOf(Site site, Instant at) {
        return site.fronted() ? FRONTS.get(site.number() % FRONTS.size()) : site.addressAt(at);
    }

    private static void servers(Message answer, Name name, int type, String server) {
        if (type == Type.NS) {
            answer.addRecord(
                    new NSRecord(name, DClass.IN, LIFETIME, Name.fromConstantString(server + ".")), Section.ANSWER);
        }
    }

    private static int address(Message answer, Name name, int type, String address) {
        if (type == Type.A) {
            answer.addRecord(new ARecord(name, DClass.IN, LIFETIME, InetAddress.ofLiteral(address)), Section.ANSWER);
        }
        return Rcode.NOERROR;
    }
}
