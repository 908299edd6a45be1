package io.github.assetpaysim.simulator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.control.FaultReader;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.fault.FaultKind;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.support.Page;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultsPageTest {
    @Test
    void it_has_every_kind_of_fault_as_the_code_words_it() {
        assertThat(Page.of("docs/faults.md").all("(?m)^\\| `[a-z0-9-]+` \\| [^|]* \\| [^|]* \\|$", 0))
                .containsExactlyElementsOf(new FaultReader(new CoDialect("test"))
                        .kinds().stream().map(FaultsPageTest::row).toList());
    }

    @Test
    void it_names_every_operation_and_those_that_name_no_user() {
        List<Operation> operations = new CoDialect("test").operations();

        assertThat(Page.of("docs/faults.md").all("(?m)^\\| `(?:on|steamId)` \\| .*$", 0))
                .containsExactly(
                        "| `on` | `callback`, or an operation: " + names(operations) + ", `any-operation` |",
                        "| `steamId` | the user; not with "
                                + names(operations.stream()
                                                .filter(operation -> !operation.namesUser())
                                                .toList())
                                        .replaceFirst(", (?=[^,]*$)", " and ")
                                + ": no body is read yet |");
    }

    @Test
    void it_explains_every_form_that_a_malformed_key_can_have() {
        String table = Page.of("docs/faults.md")
                .text()
                .split("\\| `form` \\|[^\n]*\n")[1]
                .split("\n\n")[0];
        List<String> explained = new Page(
                        "forms", String.join("\n", new Page("table", table).all("(?m)^\\|([^|]*)\\|", 1)))
                .all("`([a-z0-9-]+)`", 1);
        Setting<?> form = new FaultReader(new CoDialect("test"))
                .kinds().stream()
                        .filter(kind -> kind.name().equals("malformed-key"))
                        .findFirst()
                        .orElseThrow()
                        .parameters()
                        .get(0);

        assertThat(explained).containsExactlyInAnyOrder(form.allowed().split(", | or "));
    }

    private static String names(List<Operation> operations) {
        return operations.stream()
                .map(operation -> "`" + operation.name() + "`")
                .collect(Collectors.joining(", "));
    }

    private static String row(FaultKind kind) {
        return "| `" + kind.name() + "` | " + kind.does() + " | "
                + kind.parameters().stream().map(FaultsPageTest::parameter).collect(Collectors.joining(", "))
                + " |";
    }

    private static String parameter(Setting<?> parameter) {
        String standard = Values.NONE.text(parameter);
        return "`" + parameter.name() + "`"
                + (standard != null ? " = " + standard : parameter.required() ? "" : " (optional)");
    }
}
