using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using T2L.Registry.Audit;
using T2L.Registry.Deployments;
using T2L.Registry.Quality;
using T2L.Registry.Tests;
using T2L.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace T2L.Web.Tests;

[Collection(SiteGroup.Name)]
[Trait("Category", "Browser")]
public sealed class AdapterPageTests(Site site)
{
    [Fact]
    public async Task An_alias_is_promoted_moved_and_rolled_back_and_the_log_shows_it()
    {
        await site.Host.MakeAdapterAsync("Write the first word.", "moved/alias");
        await site.Host.MakeAdapterAsync("Write the second word.", "moved/alias");
        await using var visit = await site.VisitAsync("/adapters/moved/alias:1");
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);

        await visit.Page.GetByLabel("Point an alias at version 1").FillAsync("champion");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(dialog).ToContainTextAsync("moved/alias gets the alias champion, which points at version 1.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Promote" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.List, new() { Name = "Audit log" })).ToContainTextAsync("alias.set");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await visit.OpenAsync("/adapters/moved/alias");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Move here: champion" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("champion of moved/alias moves from version 1 to version 2.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Move" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Roll back to 1: champion" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("from version 2 to version 1");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.List, new() { Name = "Audit log" })).ToContainTextAsync("alias.rollback");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "History" })).ToContainTextAsync("anonymous rolled champion back to version 1 (from 2)");
    }

    [Fact]
    public async Task An_alias_that_somebody_else_moved_is_not_moved_again_unseen()
    {
        await site.Host.MakeAdapterAsync("Write the third word.", "raced/alias");
        await site.Host.MakeAdapterAsync("Write the fourth word.", "raced/alias");
        await PutAliasAsync("raced%2Falias", 1);
        await using var visit = await site.VisitAsync("/adapters/raced/alias:2");
        visit.Expected.Add("412");
        await PutAliasAsync("raced%2Falias", 2);
        await PutAliasAsync("raced%2Falias", 1);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Move here: champion" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Move" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("moved or removed by somebody else in between");
    }

    [Fact]
    public async Task A_version_is_deleted_and_restored()
    {
        await site.Host.MakeAdapterAsync("Write the deleted word.", "gone/adapter");
        await using var visit = await site.VisitAsync("/adapters/gone/adapter");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete version 1…" }).ClickAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete version 1…" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}/?deleted=true&name=gone%2Fadapter");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "History" })).ToContainTextAsync("restored version 1");
    }

    [Fact]
    public async Task Tabs_move_by_arrow_keys_and_snippets_can_be_copied()
    {
        await site.Host.MakeAdapterAsync("Write the copied word.", "copied/adapter");
        await using var visit = await site.VisitAsync("/adapters/copied/adapter", options => options.Permissions = ["clipboard-read", "clipboard-write"]);

        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "curl" }).FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(visit.Page.GetByRole(AriaRole.Tab, new() { Name = "C#" })).ToBeFocusedAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync("PostAsJsonAsync");
        await visit.Page.Keyboard.PressAsync("End");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy the curl snippet" }).ClickAsync();

        await Expect(visit.Page.Locator("#said")).ToHaveTextAsync("Copied.");
        Assert.Contains("\"model\": \"copied/adapter:1\"", await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_adapter_changes_is_drawn_and_told()
    {
        await site.Host.MakeAdapterAsync("Write the measured word.", "measured/lora");
        await site.Host.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, 51), "measured/expert");
        await using var visit = await site.VisitAsync("/adapters/measured/lora");

        await Expect(visit.Page.GetByRole(AriaRole.Img, new() { Name = "Norm of ΔW by layer and module" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Img, new() { NameRegex = new("^Singular values of ΔW") })).ToBeVisibleAsync();
        await visit.OpenAsync("/adapters/measured/expert");
        await Expect(visit.Page.GetByRole(AriaRole.Img, new() { Name = "Change of the gates by layer and module" })).ToBeVisibleAsync();
        Assert.Equal(3, await visit.Page.Locator("svg[aria-label^='Change'] rect.fill").CountAsync());
    }

    [Fact]
    public async Task Each_check_stands_with_what_was_measured_and_a_failed_one_says_why_it_is_quarantined()
    {
        var digest = (await site.Host.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, 52), "checked/page")).Digest;
        await using var visit = await site.VisitAsync("/adapters/checked/page");
        var quality = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Quality", Exact = true });
        await Expect(quality).ToContainTextAsync("What it does to the model's answers is not known yet");

        await site.Host.Services.GetRequiredService<VersionChecks>().RecordAsync(
            digest, [new QualityCheck(QualityCheck.Norm, false, 1234.5, 1000, "The largest change of a matrix is <b>1234</b>.")], new Actor("test"), again: true);
        await visit.OpenAsync($"/adapters/{digest.Value}");

        await Expect(quality.GetByText("Quarantined. The largest change of a matrix is <b>1234</b>.")).ToBeVisibleAsync();
        await Expect(quality.GetByRole(AriaRole.Row, new() { NameRegex = new("^Strength of a matrix") })).ToContainTextAsync("failed");
        Assert.Equal(["failed", "1235", "1000"], await quality.GetByRole(AriaRole.Row, new() { NameRegex = new("^Strength of a matrix") }).GetByRole(AriaRole.Cell).AllInnerTextsAsync());
        await Barriers.AssertNoneAsync(visit.Page);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Check again" }).ClickAsync();
        await Expect(quality.GetByRole(AriaRole.Row, new() { NameRegex = new("^Strength of a matrix") })).ToContainTextAsync("passed");
    }

    [Fact]
    public async Task The_workers_that_hold_a_version_are_named()
    {
        var digest = (await site.Host.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, 53), "deployed/page")).Digest;
        await using var visit = await site.VisitAsync("/adapters/deployed/page");
        var places = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Where it runs" });
        await Expect(places).ToContainTextAsync(new Regex("No worker is at work|Not in a worker's memory now")); // the site has a worker, which says so when it likes

        var workers = site.Host.Services.GetRequiredService<WorkerDirectory>();
        await workers.ReportAsync("gpu-7", "nano", "cuda:0", [new HeldVersion(digest, DateTimeOffset.UtcNow.AddHours(-3), DateTimeOffset.UtcNow.AddMinutes(-20))]);
        await workers.ReportAsync("spare", "nano", "cpu", []);
        try
        {
            await visit.OpenAsync("/adapters/deployed/page");
            Assert.Equal(["gpu-7", "cuda:0", "3 hours ago", "20 minutes ago"], await places.GetByRole(AriaRole.Row).Nth(1).Locator("th, td").AllInnerTextsAsync());
            await Expect(places).ToContainTextAsync(new Regex("[12] more at work, without it\\."));
            await workers.LeaveAsync("gpu-7");
            await visit.OpenAsync("/adapters/deployed/page");
            await Expect(places).ToContainTextAsync("Not in a worker's memory now.");
        }
        finally
        {
            await workers.LeaveAsync("gpu-7");
            await workers.LeaveAsync("spare");
        }
    }

    [Fact]
    public async Task A_card_is_shown_and_nothing_in_it_runs()
    {
        await site.Host.MakeAdapterAsync("Write the carded word \"><img src=x onerror=alert(1)>.", "evil/carded");
        const string Card = """
            # Purpose

            **Bold** and [a link](https://example.org/paper), [here](/describe).

            <script>alert(1)</script> <img src=x onerror=alert(2)>

            [click](javascript:alert(3)) [tab](java&#x09;script:alert(4)) <javascript:alert(5)> [data](data:text/html,<script>alert(6)</script>) [host](//evil.example/) [vb](VBScript:x)

            ![tracker](https://evil.example/pixel.png) ![x](x"onerror="alert(7))

            [ref]: javascript:alert(8)
            [ref]
            """;
        using var markdown = new StringContent(Card, System.Text.Encoding.UTF8, "text/markdown");
        using var written = await site.Host.Client.PutAsync("/v1/adapters/evil%2Fcarded/card", markdown);
        Assert.True(written.IsSuccessStatusCode, await written.Content.ReadAsStringAsync());
        await SendAsync(HttpMethod.Patch, "/v1/adapters/evil%2Fcarded/metadata", new { properties = new Dictionary<string, string> { ["note"] = "<svg onload=alert(9)>" } });
        await using var visit = await site.VisitAsync("/adapters/evil/carded");
        var card = visit.Page.Locator(".prose");

        await Expect(card.GetByRole(AriaRole.Heading, new() { Name = "Purpose" })).ToBeVisibleAsync();
        await Expect(card.GetByRole(AriaRole.Link, new() { Name = "a link" })).ToHaveAttributeAsync("rel", "nofollow noopener noreferrer");
        Assert.Equal(0, await card.Locator("script, img, svg, [onerror]").CountAsync());
        var links = await card.Locator("a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        Assert.Equal(["/describe", "https://evil.example/pixel.png", "https://example.org/paper"], links.Where(link => !link.StartsWith("x%22", StringComparison.Ordinal)).Order());
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("<svg onload=alert(9)>");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_page_keeps_nobody_out(ColorScheme scheme)
    {
        await site.Host.MakeAdapterAsync("Write the open word.", "open/page");
        await site.Host.MakeAdapterAsync("Write the opened word.", "open/page");
        await PutAliasAsync("open%2Fpage", 1);
        await using var visit = await site.VisitAsync("/adapters/open/page", options => options.ColorScheme = scheme);

        await Barriers.AssertNoneAsync(visit.Page);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Move here: champion" }).ClickAsync();
        await Barriers.AssertNoneAsync(visit.Page);
    }

    private Task PutAliasAsync(string name, int version) => SendAsync(HttpMethod.Put, $"/v1/adapters/{name}/aliases/champion", new { version });

    private async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await site.Host.Client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
