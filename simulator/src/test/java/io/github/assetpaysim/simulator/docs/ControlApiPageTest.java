package io.github.assetpaysim.simulator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.callback.transport.OutcomeCode;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.control.ControlApi;
import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.support.Page;
import io.javalin.Javalin;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the control API: it has every call, each with an example. */
class ControlApiPageTest {
    private static final Page PAGE = Page.of("docs/control-api.md");

    @Test
    void it_has_every_call_of_the_code_and_no_other() {
        CoDialect co = new CoDialect("test");
        ControlApi api = new ControlApi(null, new Catalogue(), "1", true, "127.0.0.1", null);
        Javalin javalin = Javalin.create(config -> api.addTo(config.routes));
        List<String> calls = javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method + " " + endpoint.path)
                .toList();

        assertThat(calls).hasSizeGreaterThan(30);
        assertThat(PAGE.all("(?m)^### `([A-Z]+ /_sim[^`]*)`$", 1)).containsExactlyInAnyOrderElementsOf(calls);
    }

    @Test
    void it_names_the_settings_that_can_be_changed_and_no_other() {
        String section = PAGE.text().split("### `PATCH [^`]*`\\s+")[1];
        List<String> named =
                new Page("PATCH", section.substring(0, section.indexOf("; `null`"))).all("`([a-zA-Z]+)`", 1);
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(MerchantSettings.ALL.stream()
                        .filter(Setting::patchable)
                        .map(setting -> setting.name().split("\\.")[0])
                        .distinct()
                        .toList());
    }

    @Test
    void it_tells_every_outcome_of_an_attempt_and_no_other() {
        String table = PAGE.text().split("\\| `outcome` \\|[^\n]*\n")[1].split("\n\n")[0];
        List<String> told = new Page("outcomes", table).all("`([A-Z_]+)`", 1);

        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(OutcomeCode.values()).map(Enum::name).toList());
    }

    @Test
    void each_call_has_an_example_with_curl() {
        List<String> sections = List.of(PAGE.text().split("(?m)^### "));
        for (String section : sections.subList(1, sections.size())) {
            String call = section.substring(1, section.indexOf('`', 1));
            List<String> examples = new Page(call, section.split("(?m)^## ")[0]).blocks("sh");
            assertThat(examples).as(call).hasSize(1);
            String method = call.substring(0, call.indexOf(' '));
            String path = call.substring(call.indexOf('/'))
                    .replace("/{id}", "/shop")
                    .replaceAll("\\{(tradeId|callbackId|requestId)}", "\\\\\\$[A-Z]+")
                    .replaceAll("\\{keyId}", "key-[0-9]")
                    .replaceAll("\\{steamId}", "765611980[0-9]+");
            assertThat(examples.get(0)).as(call).containsPattern("curl -sf .*\\$SIM" + path + "($|[ ?)\"])");
            if (!method.equals("GET")) {
                assertThat(examples.get(0)).as(call).contains(method.equals("POST") ? "-d '" : "-X " + method);
            }
        }
    }
}
