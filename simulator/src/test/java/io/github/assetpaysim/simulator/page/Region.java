package io.github.assetpaysim.simulator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

/**
 * A part of the page as its user knows it, by words that are seen or heard. It is found anew for whatever is done, as the page may have
 * been rendered again, and everything waits for it to be there.
 */
class Region {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ROW = "(self::tr or self::li or @role='row' or @role='listitem')";
    private static final String HEADING =
            "(self::h1 or self::h2 or self::h3 or self::h4 or self::legend or self::summary)";
    private static final String PRESSED = "(self::button or self::a or self::summary or @role='button' or @role='tab')";

    /** All that one round trip to the browser needs: what is shown along a way of paths, from the body on. */
    private static final String FIND = """
            const [way, path] = arguments;
            const shown = (element) =>
              element.checkVisibility({visibilityProperty: true, opacityProperty: true}) && element.getClientRects().length > 0;
            const all = (from, path) => {
              const found = document.evaluate(path, from, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE);
              return Array.from({length: found.snapshotLength}, (_, at) => found.snapshotItem(at)).filter(shown);
            };
            const here = way.reduce((from, path) => from && all(from, path)[0], document.body);
            if (!here) {
              return null;
            }
            """;

    private final String name;
    private final List<String> way;
    private final BiFunction<String, Object[], Object> page;

    Region(String name, List<String> way, BiFunction<String, Object[], Object> page) {
        this.name = name;
        this.way = way;
        this.page = page;
    }

    /** The part with this label or heading, such as a section, a dialog or a group of fields. */
    Region within(String label) {
        String text = quoted(label);
        return part(
                label,
                ".//*[@aria-label=" + text
                        // Asked only where it matters: it looks at the whole page.
                        + " or @aria-labelledby and @aria-labelledby=//*[@id][normalize-space()=" + text + "]/@id"
                        + " or (*|header/*)[" + HEADING + "][normalize-space()=" + text + "]]");
    }

    /** The innermost row of a table or list in which this stands. */
    Region row(String text) {
        String with = "[" + ROW + "][contains(normalize-space(), " + quoted(text) + ")]";
        return part("the row with " + text, ".//*" + with + "[not(.//*" + with + ")]");
    }

    /** What can be written, chosen or ticked under this label. */
    Field field(String label) {
        String text = quoted(label);
        return new Field(part(
                label,
                ".//*[self::input or self::select or self::textarea][@aria-label=" + text
                        + " or @id and @id=//label[normalize-space()=" + text
                        + "]/@for or ancestor::label[normalize-space()="
                        + text + " or *[normalize-space()=" + text + "] or text()[normalize-space()=" + text + "]]]"));
    }

    private Region part(String label, String path) {
        List<String> further = Stream.concat(way.stream(), Stream.of(path)).toList();
        return new Region(label + " in " + name, further, page);
    }

    /** What a script makes of {@code here}, or of a further {@code path} in it. */
    private Object told(String script, Object... path) {
        Object told = page.apply(
                FIND + script, Stream.concat(Stream.of(way), Stream.of(path)).toArray());
        if (told == null) {
            throw new NoSuchElementException("there is no " + name);
        }
        return told;
    }

    /** Clicks the button or link that has this name, once it can be used. */
    void click(String button) {
        retrying("click " + button, () -> button(button).click());
    }

    /** Whether a button or link with this name can be used now. */
    boolean offers(String button) {
        try {
            button(button);
            return true;
        } catch (NoSuchElementException e) {
            return false;
        }
    }

    private WebElement button(String button) {
        String text = quoted(button);
        String path = ".//*[" + PRESSED + "][contains(normalize-space(), " + text + ") or @aria-label=" + text
                + " or @title=" + text + "]";
        // In the middle of the window nothing lies over it.
        List<?> found = (List<?>) told("""
                const named = all(here, path).filter((each) => !each.disabled && each.computedName === arguments[2]).slice(0, 1);
                named.forEach((each) => each.scrollIntoView({block: 'center', behavior: 'instant'}));
                return named;
                """, path, button);
        if (found.isEmpty()) {
            throw new NoSuchElementException("there is no button '" + button + "' that can be used in " + name);
        }
        return (WebElement) found.get(0);
    }

    /** Waits until each of these texts is seen. */
    void see(String... texts) {
        retrying("see", () -> assertThat(text()).contains(texts));
    }

    /** Waits until none of these texts is seen any more. */
    void seeNot(String... texts) {
        retrying("no longer see", () -> assertThat(text()).doesNotContain(texts));
    }

    /** Waits until the rows of the tables and lists here are as they should be. */
    void seeRows(Consumer<List<String>> asserted) {
        retrying("see the rows", () -> asserted.accept(rows()));
    }

    /** The text of each row that is seen, in order, with single blanks between its words. */
    List<String> rows() {
        List<?> rows = (List<?>) told(
                "return all(here, path).map((each) => each.innerText.replace(/\\s+/g, ' ').trim())",
                ".//*[" + ROW + "]");
        return rows.stream().map(String.class::cast).toList();
    }

    /** What is seen of it. */
    String text() {
        return (String) told("return here.innerText");
    }

    final void retrying(String what, ThrowingRunnable action) {
        await(what + " in " + name)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .untilAsserted(action);
    }

    private static String quoted(String text) {
        return text.contains("'") ? "\"" + text + "\"" : "'" + text + "'";
    }

    /** What a user sets. */
    static final class Field {
        private final Region region;

        private Field(Region region) {
            this.region = region;
        }

        /** Writes a text in place of what was there, or chooses the option that reads so; of a box {@code on} or {@code off}. */
        void set(String value) {
            region.retrying("set", () -> {
                List<?> found = (List<?>) region.told("""
                        here.scrollIntoView({block: 'center', behavior: 'instant'});
                        return [here, here.localName === 'select' ? 'select' : here.type, here.checked ? 'on' : 'off'];
                        """);
                WebElement field = (WebElement) found.get(0);
                if (found.get(1).equals("select")) {
                    field.findElement(By.xpath(".//option[normalize-space()=" + quoted(value) + "]"))
                            .click();
                } else if (List.of("checkbox", "radio").contains(found.get(1))) {
                    if (!found.get(2).equals(value)) {
                        field.click();
                    }
                } else {
                    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), value.isEmpty() ? Keys.DELETE : value);
                }
            });
        }

        /** Waits until it holds this: its text, or the value of the option chosen. */
        void holds(String value) {
            region.retrying(
                    "hold", () -> assertThat(region.told("return here.value")).isEqualTo(value));
        }
    }
}
