package io.github.assetpaysim.contract.api.corruption;

import io.github.assetpaysim.contract.api.corruption.Message.Answer;
import java.io.IOException;

/** What a host does wrong with requests and with attempts of callbacks. Called by many threads. */
interface Wrong {
    /** What the kit is answered. */
    default Answer answer(Turn turn) throws IOException {
        return turn.pass();
    }

    /**
     * What AssetPay takes for the merchant's answer to an attempt of a callback.
     *
     * @throws IOException when it is to be none
     */
    default Answer callback(Delivery delivery) throws IOException {
        return delivery.pass();
    }
}
