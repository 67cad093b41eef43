// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import nl.schoonnet.internet.name.Host;
import nl.schoonnet.internet.network.IpAddress;

/**
 * Judges certificates after the handshake, so that an invalid one can be a recorded fact. Immutable.
 *
 * <p>Chains are judged by PKIX (RFC 5280) at the instant of the look, without asking for revocations (a look touches no
 * third party); names by RFC 9525, subject alternative names only.
 */
public final class Trust {
    /** What an invalid certificate does to a look. */
    public enum Rule {
        /** It is recorded, and the look goes on. */
        RECORD,
        /** It ends the request with {@link Failure#TLS}. */
        REQUIRE
    }

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final Set<TrustAnchor> anchors;
    private final Rule rule;
    private final SSLContext context;

    private Trust(Collection<X509Certificate> roots, Rule rule) {
        this.anchors = roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toUnmodifiableSet());
        this.rule = rule;
        this.context = context();
    }

    /** Trusts these roots; at least one. */
    public static Trust of(Collection<X509Certificate> roots, Rule rule) {
        return new Trust(roots, rule);
    }

    /**
     * Trusts the roots that come with the JVM.
     *
     * @throws IllegalStateException if there are none
     */
    public static Trust system(Rule rule) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            List<X509Certificate> roots = new ArrayList<>();
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    roots.addAll(Arrays.asList(x509.getAcceptedIssuers()));
                }
            }
            return new Trust(roots, rule);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JVM has no trusted roots", e);
        }
    }

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Afterwards()}, new SecureRandom());
            // Without resumption each look sees the certificate itself.
            context.getClientSessionContext().setSessionCacheSize(1);
            context.getClientSessionContext().setSessionTimeout(1);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JVM knows no TLS", e);
        }
    }

    SSLSocketFactory sockets() {
        return context.getSocketFactory();
    }

    boolean permits(TlsFacts facts) {
        return switch (rule) {
            case RECORD -> true;
            case REQUIRE -> facts.valid();
        };
    }

    TlsFacts judge(SSLSession session, Host host, Instant now) throws SSLPeerUnverifiedException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : session.getPeerCertificates()) {
            if (certificate instanceof X509Certificate x509) {
                chain.add(x509);
            }
        }
        if (chain.isEmpty()) {
            throw new SSLPeerUnverifiedException("no X.509 certificate");
        }
        X509Certificate leaf = chain.getFirst();
        return new TlsFacts(
                session.getProtocol(),
                session.getCipherSuite(),
                isTrusted(chain, now),
                matches(leaf, host),
                leaf.getNotBefore().toInstant(),
                leaf.getNotAfter().toInstant(),
                fingerprint(leaf));
    }

    private boolean isTrusted(List<X509Certificate> chain, Instant now) {
        try {
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509").generateCertPath(withoutRoots(chain)), parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** A path doesn't hold its own anchor, except where the server's certificate is one. */
    private List<X509Certificate> withoutRoots(List<X509Certificate> chain) {
        return chain.stream()
                .filter(certificate -> certificate.equals(chain.getFirst())
                        || anchors.stream().noneMatch(anchor -> certificate.equals(anchor.getTrustedCert())))
                .toList();
    }

    private static boolean matches(X509Certificate certificate, Host host) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream().anyMatch(name -> switch (host) {
                        case Host.Domain domain ->
                            name.get(0).equals(DNS_NAME) && covers((String) name.get(1), domain.text());
                        case Host.Address address ->
                            name.get(0).equals(IP_ADDRESS)
                                    && IpAddress.parse((String) name.get(1))
                                            .filter(address.address()::equals)
                                            .isPresent();
                    });
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** Whether a name of a certificate covers a host; a star stands for one whole label, the first. */
    static boolean covers(String pattern, String host) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("*.")) {
            return lower.equals(host);
        }
        int dot = host.indexOf('.');
        return dot > 0 && lower.indexOf('.', 2) > 0 && host.substring(dot).equals(lower.substring(1));
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    /** Lets every handshake finish; {@link #judge} says afterwards what it was worth. */
    private static final class Afterwards extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
