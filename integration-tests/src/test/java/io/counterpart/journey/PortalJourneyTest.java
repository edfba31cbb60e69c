package io.counterpart.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.counterpart.device.DeviceConnection;
import io.counterpart.device.DeviceLogin;
import io.counterpart.platform.LocalPeople;
import io.counterpart.platform.LocalPlatform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** What an operator does in the web portal. */
@ExtendWith(WholePlatform.class)
class PortalJourneyTest {

    @Test
    void anOperatorLogsInAndWatchesAReadingArrive(Customer customer, LocalPlatform platform) throws Exception {
        DeviceLogin login = customer.device("pump-7");
        customer.token("operator");
        try (Browser browser = Browser.open();
                DeviceConnection device = customer.connect(login)) {
            device.publish("{\"pressure\":3.25}").get(20, TimeUnit.SECONDS);

            logIn(browser, platform, LocalPeople.email(customer.tenant().value(), "operator"));
            browser.seeText("pump-7");
            browser.go(platform.portalUrl() + "/twins/pump-7");
            browser.seeText("3.25");

            device.publish("{\"pressure\":4.75}").get(20, TimeUnit.SECONDS);

            await().atMost(Duration.ofSeconds(5)).until(() -> browser.shows("4.75"));
            assertEquals("", browser.cookiesOfScripts());
        }
    }

    @Test
    void anOperatorHasADeviceDoSomethingAndSeesItDone(Customer customer, LocalPlatform platform) throws Exception {
        customer.as("owner").body("""
                        {"@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:PressedPump;1","@type":"Interface","contents":[
                         {"@type":"Telemetry","name":"pressure","schema":"double"},
                         {"@type":"Command","name":"rinse","response":{"name":"litres","schema":"double"}}]}""").post("/twin-types").then().statusCode(201);
        DeviceLogin login = customer.device("pump-8");
        customer.as("owner")
                .body("{\"type\":\"dtmi:com:example:PressedPump;1\"}")
                .put("/twins/pump-8")
                .then()
                .statusCode(200);
        customer.token("operator");
        List<CompletableFuture<Void>> answers = new CopyOnWriteArrayList<>();
        try (Browser browser = Browser.open();
                DeviceConnection device = customer.connect(login)) {
            device.publish("{\"pressure\":3.25}").get(20, TimeUnit.SECONDS);
            device.hearCommands(
                            command -> answers.add(device.answer(command.id(), "{\"status\":200,\"payload\":12.5}")))
                    .get(20, TimeUnit.SECONDS);

            logIn(browser, platform, LocalPeople.email(customer.tenant().value(), "operator"));
            browser.go(platform.portalUrl() + "/twins/pump-8");
            browser.see(By.xpath("//button[contains(., 'rinse')]")).click();
            browser.see(By.xpath("//button[@type='submit' and contains(., 'rinse')]"))
                    .click();
            browser.seeText("Answer 200: 12.5");
            answers.getFirst().get(20, TimeUnit.SECONDS);

            browser.go(platform.portalUrl() + "/twins/pump-8?tab=timeline&kind=commands");
            browser.seeText("Command rinse: done. Answer 200: 12.5");
        }
    }

    @Test
    void anotherTenantsTwinIsNotThere(Customer customer, LocalPlatform platform) {
        Customer stranger = Customer.signUp(platform, WholePlatform.freshName());
        stranger.device("secret-twin");
        customer.token("operator");
        try (Browser browser = Browser.open()) {
            logIn(browser, platform, LocalPeople.email(customer.tenant().value(), "operator"));

            browser.go(platform.portalUrl() + "/twins/secret-twin");

            browser.seeText("There is no twin secret-twin");
            assertFalse(browser.shows("pressure"));
        }
    }

    private static void logIn(Browser browser, LocalPlatform platform, String email) {
        browser.go(platform.portalUrl() + "/");
        browser.see(By.cssSelector("a[href^='/login']")).click();
        // A realm with organizations asks for the name first: it decides how one goes on.
        browser.see(By.id("username")).sendKeys(email);
        browser.see(By.id("kc-login")).click();
        browser.see(By.id("password")).sendKeys(platform.people().password());
        browser.see(By.id("kc-login")).click();
        await().atMost(Duration.ofSeconds(30)).until(() -> browser.url().startsWith(platform.portalUrl()));
    }
}
