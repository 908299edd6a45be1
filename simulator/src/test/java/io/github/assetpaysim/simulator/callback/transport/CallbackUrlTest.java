package io.github.assetpaysim.simulator.callback.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            quoteCharacter = '`',
            value = {
                "``                        ^ it is empty; give a URL such as http://127.0.0.1:3000/callback",
                "localhost:3000/cb         ^ its scheme is missing; begin with http:// or https://",
                "//localhost/cb            ^ its scheme is missing; begin with http:// or https://",
                "/cb                       ^ its scheme is missing; begin with http:// or https://",
                "ftp://a/                  ^ its scheme is 'ftp'; use http or https",
                "http:/a/                  ^ the two slashes after 'http:' are missing",
                "https:a                   ^ the two slashes after 'https:' are missing",
                "http://                   ^ its host is missing",
                "http:///cb                ^ its host is missing",
                "http://:3000/cb           ^ its host is missing",
                "http://?a=b               ^ its host is missing",
                "http://a:99999/           ^ its port '99999' is no number from 1 to 65535",
                "http://a:65536/           ^ its port '65536' is no number from 1 to 65535",
                "http://a:0/               ^ its port '0' is no number from 1 to 65535",
                "http://a:-1/              ^ its port '-1' is no number from 1 to 65535",
                "http://a:http/            ^ its port 'http' is no number from 1 to 65535",
                "http://[::1]:x/           ^ its port 'x' is no number from 1 to 65535",
                "http://a/cb#x             ^ its fragment, from the '#' on, would never be sent; leave it out, or write the # as %23",
                "http://a#                 ^ its fragment, from the '#' on, would never be sent; leave it out, or write the # as %23",
                "` http://a/`              ^ its character 1 is U+0020, a blank or an invisible one; leave it out",
                "`http://a/ `              ^ its character 10 is U+0020, a blank or an invisible one; leave it out",
                "`http://a b/`             ^ its character 9 is U+0020, a blank or an invisible one; leave it out",
                "http://a/\u200bb          ^ its character 10 is U+200B, a blank or an invisible one; leave it out",
                "\ufeffhttp://a/           ^ its character 1 is U+FEFF, a blank or an invisible one; leave it out",
                "http://a/{id}             ^ a '{' has no place in its path or query; write it as %7B",
                "http://a/?q=a|b           ^ a '|' has no place in its path or query; write it as %7C",
                "http://a/100%             ^ a '%' without two hexadecimal digits has no place in its path or query; write it as %25",
                "http://::1:3000/          ^ '::1:3000' has several colons; an IPv6 address is written in brackets, such as [::1]",
                "http://[::1/              ^ '[::1' is no IPv6 address in brackets, such as [::1]",
                "http://[127.0.0.1]/       ^ '[127.0.0.1]' is no IPv6 address in brackets, such as [::1]",
                "http://[::zz]/            ^ '[::zz]' is no IPv6 address",
                "http://a..b/              ^ 'a..b' is no host",
                "http://my%5Fapp/          ^ 'my%5Fapp' is no host",
                "http://a,b/               ^ 'a,b' is no host",
                "http://u@v:p@a/           ^ its user info holds an '@' of its own; write that as %40",
                "http://u:50%@a/           ^ its user info has a '%' that begins no percent escape; write it as %25",
                "http://u:%ff@a/           ^ the percent escapes of its user info are not UTF-8",
                "http://u%3Av:p@a/         ^ its user name holds a colon, which Basic credentials cannot carry",
                "http://u:p/w@a/           ^ its user info holds a '/', '?' or '#'; write them as %2F, %3F and %23",
                "http://u:1#w@a/           ^ its user info holds a '/', '?' or '#'; write them as %2F, %3F and %23"
            })
    void the_refusal_of_a_url_says_which_part_is_wrong(String url, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallbackUrl.parse(url))
                .withMessageContaining(" is not allowed: " + why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://user:s3cret@my_app/cb           | http://***@my_app/cb",
                "http://s3cret@[::1]:3000/@x            | http://***@[::1]:3000/@x",
                "http://a/cb?shop=1&api_key=s3cret&b=c  | http://a/cb?shop=1&api_key=***&b=c",
                "http://a/?Token=s3cret                 | http://a/?Token=***",
                "http://a/api/cb?code=s3cret            | http://a/api/cb?code=***",
                "http://a/?next=http://u:s3cret@b/      | http://a/?next=http://***@b/",
                "http://a/cb?shop=1                     | http://a/cb?shop=1"
            })
    void secrets_are_not_shown(String url, String shown) {
        assertThat(CallbackUrl.parse(url)).hasToString(shown).isEqualTo(CallbackUrl.parse(url));
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://u:s3cret@a/",
        "u:s3cret@a/",
        "http://u:s3cret@/",
        "http://u:s3cret@a:x/",
        "http://u:s3c/s3cret@a/",
        "http://u:12#s3cret@a/",
        "http://u:s3cret@b@a/",
        "http://u:s3cret%@a/",
        "http://u:s3cret @a/",
        "http://a/?token=s3cret#x",
        "http://a/#access_token=s3cret",
        "http://u:12/s3cret@a/#s3cret@b"
    })
    void nor_when_they_are_in_a_url_that_is_refused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallbackUrl.parse(url))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("s3c"));
    }

    @Test
    void a_long_url_is_not_repeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallbackUrl.parse("http://a:x/" + "b".repeat(100)))
                .withMessage("this value is not allowed: its port 'x' is no number from 1 to 65535");
    }
}
