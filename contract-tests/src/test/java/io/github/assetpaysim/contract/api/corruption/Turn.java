package io.github.assetpaysim.contract.api.corruption;

import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import io.github.assetpaysim.contract.api.corruption.Message.Ask;
import java.io.IOException;

/**
 * A request of the kit that has not been answered yet.
 *
 * @param proxy where it came
 */
record Turn(CorruptingProxy proxy, Ask ask) {
    String path() {
        return ask.path();
    }

    boolean is(String path) {
        return ask.path().equals(path);
    }

    boolean isClients() {
        return ask.path().startsWith("/client/");
    }

    /** What the simulator answers to it. */
    Answer pass() throws IOException {
        return send(ask);
    }

    /** What the simulator answers to something else. */
    Answer send(Ask other) throws IOException {
        return proxy.ask(other);
    }
}
