package io.github.assetpaysim.contract.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://my_app:3000/cb?a=b, my_app, 3000, /cb?a=b",
        "https://absolute.example., absolute.example., 443, /",
        "http://bücher.example/ü, xn--bcher-kva.example, 80, /%C3%BC",
        "http://[::1]:3000, [::1], 3000, /",
        "http://[fe80::1%25eth0]/, [fe80::1%eth0], 80, /",
        "http://user:pw@my_app/, my_app, 80, /"
    })
    void hosts_are_what_resolvers_take(String text, String host, int port, String target) {
        HttpUrl url = HttpUrl.parse(text, "it");

        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            quoteCharacter = '`',
            value = {
                "``                      ^ it is empty",
                "localhost:3000/cb       ^ its scheme is missing; begin with http:// or https://",
                "ftp://a/                ^ its scheme is 'ftp'; use http or https",
                "http:a                  ^ the two slashes after 'http:' are missing",
                "http://:3000/           ^ its host is missing",
                "http://a:65536/         ^ its port '65536' is no number from 1 to 65535",
                "http://a:http/          ^ its port 'http' is no number from 1 to 65535",
                "http://a/#x             ^ its fragment, from the '#' on, would never be sent",
                "http://a/#token=s3cret  ^ its fragment, from the '#' on, would never be sent",
                "`http://a/ `            ^ its character 10 is U+0020, a blank or an invisible one",
                "http://a/|              ^ a '|' has no place in its path or query; write it as %7C",
                "http://a/%              ^ a '%' without two hexadecimal digits has no place in its path or query",
                "http://::1/             ^ '::1' has several colons; an IPv6 address is written in brackets",
                "http://[::1/            ^ '[::1' is no IPv6 address in brackets",
                "http://[::zz]/          ^ '[::zz]' is no IPv6 address",
                "http://a..b/            ^ 'a..b' is no host",
                "http://u@v:s3cret@a/    ^ its user info holds an '@' of its own",
                "http://u:s3cret%@a/     ^ its user info has a '%' that begins no percent escape",
                "http://u:s3c/s3cret@a/  ^ its user info holds a '/', '?' or '#'"
            })
    void a_refusal_says_which_part_is_wrong_and_shows_no_password(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpUrl.parse(text, "the probe"))
                .withMessageStartingWith("the probe")
                .withMessageContaining(" is no URL: " + why)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("s3c"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.assetpay.co./v1, production",
        "https://ａpi.assetpay.co, production",
        "http://user:s3cret@a, without user and password",
        "http://a?b=c, without ? and #"
    })
    void what_is_no_base_url_is_no_target(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpUrl.target(text))
                .withMessageContaining(why)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("s3cret"));
    }
}
