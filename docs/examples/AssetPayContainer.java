import org.testcontainers.Testcontainers;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

class AssetPayContainer extends GenericContainer<AssetPayContainer> {
    AssetPayContainer(int callbackPort) {
        super("assetpay-simulator");
        Testcontainers.exposeHostPorts(callbackPort);
        withExposedPorts(8080).waitingFor(Wait.forHttp("/_sim/health").forPort(8080));
        withEnv("ASSETPAY_SIM_API_KEY", "ap_test").withEnv("ASSETPAY_SIM_API_SECRET", "hush");
        withEnv("ASSETPAY_SIM_CONTROL_TOKEN", "let-me-in").withEnv("ASSETPAY_SIM_CLOCK", "frozen");
        withEnv("ASSETPAY_SIM_CALLBACK_URL", "http://host.testcontainers.internal:" + callbackPort + "/assetpay/callback");
    }

    String baseUrl() {
        return "http://" + getHost() + ":" + getMappedPort(8080);
    }
}
