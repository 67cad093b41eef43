// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Lets the holder of a key into the pages: the key is the password, and there is no user name. */
final class LoginProvider implements AuthenticationProvider {
    private final AccessKeys keys;

    LoginProvider(AccessKeys keys) {
        this.keys = keys;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        @Nullable Object key = request.getCredentials();
        return keys.caller(key == null ? "" : key.toString().strip())
                .map(KeyAuthentication::new)
                .orElseThrow(() -> new BadCredentialsException("No such key."));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
