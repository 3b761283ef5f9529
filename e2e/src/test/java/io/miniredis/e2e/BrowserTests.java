package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;
import redis.clients.jedis.RedisClient;

/** The main job once more, through a real browser and the dashboard. */
@Tag("browser")
@ExtendWith(PlatformExtension.class)
class BrowserTests {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private ChromeDriver browser;
    private Path profile;

    @BeforeEach
    void open() throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "no Chromium here; install it with: apt-get install chromium chromium-driver");
        profile = Files.createTempDirectory("miniredis-chromium-");
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,900",
                "--user-data-dir=" + profile);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
    }

    @AfterEach
    void close() throws IOException {
        if (browser == null) return;
        browser.quit();
        try (var files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(it -> it.toFile().delete());
        }
    }

    @Test
    void fromSignUpToTheConsole(Platform platform) throws IOException {
        browser.get(platform.dashboard() + "/signup");
        field("E-mail").sendKeys("ada-" + UUID.randomUUID().toString().substring(0, 8) + "@example.com");
        field("Password").sendKeys(Tenant.PASSWORD, Keys.ENTER);

        visible(By.cssSelector("[data-testid=create-database]"));
        shot("empty");
        click(By.cssSelector("[data-testid=create-database]"));
        visible(By.cssSelector("[data-testid=database-name]")).sendKeys("orders", Keys.ENTER);

        var status = visible(By.cssSelector("[data-testid=database-status][data-status=running]"));
        assertThat(status.isDisplayed()).isTrue();
        click(By.cssSelector("[data-testid=reveal-url]"));
        var url = waiting(Duration.ofSeconds(10))
                .until(it -> textOf(By.cssSelector("[data-testid=redis-url]"), "redis://default:"));
        assertThat(url).startsWith("redis://default:").doesNotContain("•");
        try (var redis = RedisClient.create(url)) {
            redis.set("greeting", "from outside");
            for (var i = 0; i < 2000; i++) redis.incr("orders:" + i % 100);
        }

        click(By.cssSelector("a[href$='/console']"));
        visible(By.cssSelector("[data-testid=console-input]")).sendKeys("GET greeting", Keys.ENTER);
        waiting(Duration.ofSeconds(10))
                .until(it -> textOf(By.cssSelector("[data-testid=console-output]"), "from outside"));
        shot("console");

        click(By.cssSelector("a[href$='/metrics']"));
        waiting(Duration.ofSeconds(40))
                .until(it -> browser.findElements(By.cssSelector("[data-testid^=chart-]")).stream()
                        .anyMatch(chart -> Integer.parseInt(String.valueOf(chart.getDomAttribute("data-points"))) > 1));
        shot("metrics");
        click(By.xpath("//a[normalize-space(.)='Connect']"));
        visible(By.cssSelector("[data-testid=url-card]"));
        shot("database");

        click(By.cssSelector("[data-testid=action-delete]"));
        visible(By.cssSelector("[data-testid=delete-confirmation]")).sendKeys("orders");
        click(By.cssSelector("[data-testid=delete-submit]"));
        waiting(Duration.ofSeconds(30))
                .until(it -> browser.findElements(By.cssSelector("[data-testid=create-database]"))
                                .size()
                        == 1);
        assertThat(severeMessages()).isEmpty();
    }

    @Test
    void fromVerifyingToATeamOfTwo(LocalPlatform platform) throws IOException {
        var address = Tenant.anAddress();
        signUp(platform, address);
        visible(By.cssSelector("[data-testid=create-database]"));
        open(platform, "/verify#" + Mailbox.of(platform, address).token("/verify"));
        visible(text("Your address is verified"));
        shot("verified");

        open(platform, "/account");
        click(By.xpath("//*[@data-testid='two-factor']//button[.='Turn on']"));
        field("Your password").sendKeys(Tenant.PASSWORD, Keys.ENTER);
        var secret = visible(By.cssSelector("[data-testid=secret]")).getText();
        shot("second-factor");
        visible(By.cssSelector("input[autocomplete=one-time-code]")).sendKeys(Authenticator.code(secret), Keys.ENTER);
        var recovery =
                visible(By.cssSelector("[data-testid=recovery-codes] li")).getText();
        shot("recovery-codes");
        field("I have kept them").click();
        click(By.xpath("//button[.='Done']"));
        open(platform, "/account/sessions");
        visible(text("Chrome"));
        shot("sessions");

        var colleague = Tenant.anAddress();
        open(platform, "/organization/invitations");
        field("E-mail").sendKeys(colleague, Keys.ENTER);
        visible(text(colleague));
        shot("invitations");
        var invitation = Mailbox.of(platform, colleague).token("/invitation");
        open(platform, "/api-keys");
        visible(By.cssSelector("[data-testid=create-key]"));
        shot("api-keys");

        leave(platform);
        open(platform, "/invitation#" + invitation);
        click(By.xpath("//a[.='Create an account']"));
        shot("invited");
        field("Password").sendKeys(Tenant.PASSWORD, Keys.ENTER);
        click(By.xpath("//button[starts-with(., 'Join ')]"));
        visible(By.cssSelector("[data-testid=create-database]"));

        leave(platform);
        open(platform, "/login");
        field("E-mail").sendKeys(address);
        field("Password").sendKeys(Tenant.PASSWORD, Keys.ENTER);
        click(By.xpath("//button[.='Use a recovery code instead']"));
        shot("code");
        field("Recovery code").sendKeys(recovery, Keys.ENTER);
        visible(By.cssSelector("[data-testid=create-database]"));
        open(platform, "/organization");
        visible(text(colleague));
        shot("members");
        dark(390);
        open(platform, "/organization/audit");
        visible(text("invitation"));
        shot("audit-narrow-dark");
        open(platform, "/organization");
        visible(text(colleague));
        shot("members-narrow-dark");
        open(platform, "/account");
        visible(By.cssSelector("[data-testid=two-factor]"));
        shot("account-narrow-dark");
        assertThat(severeMessages()).isEmpty();
    }

    @Test
    void passkeyIsAddedLogsInAndIsRemoved(LocalPlatform platform) throws IOException {
        browser.addVirtualAuthenticator(new VirtualAuthenticatorOptions()
                .setProtocol(VirtualAuthenticatorOptions.Protocol.CTAP2)
                .setTransport(VirtualAuthenticatorOptions.Transport.INTERNAL)
                .setHasResidentKey(true)
                .setHasUserVerification(true)
                .setIsUserVerified(true));
        var address = Tenant.anAddress();
        signUp(platform, address);
        visible(By.cssSelector("[data-testid=create-database]"));

        open(platform, "/account");
        click(By.xpath("//button[.='Add a passkey']"));
        field("Name").sendKeys("Chromium of the tests");
        field("Your password").sendKeys(Tenant.PASSWORD);
        shot("passkey-add");
        field("Your password").sendKeys(Keys.ENTER);
        visible(text("Chromium of the tests"));
        shot("passkeys", By.cssSelector("[data-testid=passkeys]"));
        waiting(Duration.ofSeconds(20))
                .until(it -> Mailbox.of(platform, address).mails().stream()
                        .anyMatch(mail -> mail.contains("A passkey was added")));

        leave(platform);
        open(platform, "/login");
        click(By.xpath("//button[.='Log in with a passkey']"));
        visible(By.cssSelector("[data-testid=create-database]"));

        dark(390);
        open(platform, "/account");
        visible(text("Chromium of the tests"));
        shot("passkeys-narrow-dark", By.cssSelector("[data-testid=passkeys]"));
        click(By.xpath("//button[@aria-label='Remove Chromium of the tests']"));
        click(By.xpath("//*[@role='dialog']//button[.='Remove']"));
        waiting(Duration.ofSeconds(20))
                .until(ExpectedConditions.invisibilityOfElementLocated(
                        By.xpath("//button[@aria-label='Remove Chromium of the tests']")));

        leave(platform);
        open(platform, "/login");
        click(By.xpath("//button[.='Log in with a passkey']"));
        visible(text("does not let in here"));
        shot("passkey-refused");
        assertThat(severeMessages()).isEmpty();
    }

    private void signUp(Platform platform, String address) {
        open(platform, "/signup");
        field("E-mail").sendKeys(address);
        field("Password").sendKeys(Tenant.PASSWORD, Keys.ENTER);
    }

    private void open(Platform platform, String page) {
        browser.get("about:blank");
        browser.get(platform.dashboard() + page);
    }

    private void leave(Platform platform) {
        open(platform, "/login");
        browser.manage().deleteAllCookies();
    }

    private void dark(int width) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", true));
    }

    private static By text(String part) {
        return By.xpath("//*[contains(normalize-space(text()), '" + part + "')]");
    }

    private List<String> severeMessages() {
        return browser.manage().logs().get("browser").getAll().stream()
                .filter(it -> it.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue())
                .map(it -> it.getMessage())
                // being asked who one is before one is logged in, and a database that is deleted, are answers
                .filter(it -> !it.contains("401") && !it.contains("404"))
                // the machine got or lost a network interface, such as a container's; the browser asks again
                .filter(it -> !it.contains("ERR_NETWORK_CHANGED"))
                .toList();
    }

    private WebElement field(String label) {
        var labelled = visible(By.xpath("//label[starts-with(normalize-space(.), '" + label + "')]"));
        return browser.findElement(By.id(String.valueOf(labelled.getDomAttribute("for"))));
    }

    private String textOf(By what, String part) {
        return browser.findElements(what).stream()
                .map(WebElement::getText)
                .filter(it -> it.contains(part))
                .findFirst()
                .orElse(null);
    }

    private WebElement visible(By what) {
        return waiting(Duration.ofSeconds(20)).until(ExpectedConditions.visibilityOfElementLocated(what));
    }

    private void click(By what) {
        waiting(Duration.ofSeconds(20))
                .until(ExpectedConditions.elementToBeClickable(what))
                .click();
    }

    private WebDriverWait waiting(Duration longest) {
        return new WebDriverWait(browser, longest, Duration.ofMillis(100));
    }

    private void shot(String name, By what) throws IOException {
        browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", visible(what));
        shot(name);
    }

    /** Screens are kept beside the reports, for people to look at. */
    private void shot(String name) throws IOException {
        var folder = Files.createDirectories(Path.of("target", "screens"));
        Files.write(folder.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }
}
