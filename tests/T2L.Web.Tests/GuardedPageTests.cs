using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using T2L.Adapters;
using T2L.Registry.Audit;
using T2L.Registry.Quality;
using T2L.Registry.Tests;
using T2L.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace T2L.Web.Tests;

/// <summary>What visitors see who may not do everything: no button that does nothing, and why.</summary>
[Collection(GuardedSiteGroup.Name)]
[Trait("Category", "Browser")]
public sealed class GuardedPageTests(GuardedSite site)
{
    [Fact]
    public async Task Who_may_not_approve_sees_that_champion_is_protected_and_is_told_when_trying_all_the_same()
    {
        await PublishAsync("guarded/page", 81);
        await PublishAsync("guarded/page", 82);
        await PromoteAsync("guarded%2Fpage", 1);
        await using var visit = await site.VisitAsAsync("read generate write", "/adapters/guarded/page:2");
        visit.Expected.Add("403");
        var aliases = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Aliases" });

        await Expect(aliases.GetByText("protected", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(aliases).ToContainTextAsync("Moving champion needs a key with approve; yours has read, generate, write.");
        await Expect(aliases.GetByRole(AriaRole.Button, new() { Name = "Move here: champion" })).ToHaveCountAsync(0);
        await aliases.GetByLabel("Point an alias at version 2").FillAsync("champion");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Move" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This needs the scope 'approve'; visitor");
        await visit.Page.Keyboard.PressAsync("Escape");

        await aliases.GetByLabel("Point an alias at version 2").FillAsync("canary");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Promote" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Done");
        await Barriers.AssertNoneAsync(visit.Page);
    }

    [Fact]
    public async Task Who_may_approve_moves_it()
    {
        await PublishAsync("guarded/approved", 83);
        await PublishAsync("guarded/approved", 84);
        await PromoteAsync("guarded%2Fapproved", 1);
        await using var visit = await site.VisitAsAsync("read write approve", "/adapters/guarded/approved:2");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Move here: champion" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Move" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Done");
        await Expect(visit.Page.GetByRole(AriaRole.List, new() { Name = "Audit log" })).ToContainTextAsync("visitor");
    }

    [Fact]
    public async Task Who_may_only_look_has_nothing_to_press_and_knows_why()
    {
        await PublishAsync("guarded/looked", 85);
        await PromoteAsync("guarded%2Flooked", 1);
        await using var visit = await site.VisitAsAsync("read", "/adapters/guarded/looked");

        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Aliases" })).ToContainTextAsync("Moving aliases needs a key with write; yours has read.");
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Delete" })).ToContainTextAsync("Deleting needs a key with write; yours has read.");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Promote|Delete|Check again|Release|Roll back") })).ToHaveCountAsync(0);
        await visit.OpenAsync("/describe");
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("Generating an adapter, and trying one, needs a key with generate; yours has read.");
    }

    [Fact]
    public async Task A_task_described_by_who_may_not_approve_is_not_made_champion_on_the_spot()
    {
        await using var visit = await site.VisitAsAsync("read generate write", "/describe");

        await visit.Page.GetByLabel("What should the model do?").FillAsync("Write the guarded word.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Generate the adapter" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Discard" })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("#result")).ToContainTextAsync("Making it champion needs a key with approve; yours has read, generate, write.");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Make it champion" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Only_who_may_approve_lets_a_version_out_of_quarantine()
    {
        var entry = await PublishAsync("guarded/quarantined", 86);
        await site.Host.Services.GetRequiredService<VersionChecks>().RecordAsync(
            entry, [new QualityCheck(QualityCheck.Norm, false, 1234.5, 1000, "The largest change of a matrix is 1234, of q_proj.")], new Actor("test"), again: true);
        await using var writer = await site.VisitAsAsync("read write", "/adapters/guarded/quarantined:1");
        await Expect(writer.Page.GetByRole(AriaRole.Region, new() { Name = "Quality" })).ToContainTextAsync("Letting it out of quarantine needs a key with approve; yours has read, write.");
        await Expect(writer.Page.GetByRole(AriaRole.Button, new() { Name = "Release…" })).ToHaveCountAsync(0);
        await using var approver = await site.VisitAsAsync("read approve", "/adapters/guarded/quarantined:1");

        await approver.Page.GetByRole(AriaRole.Button, new() { Name = "Release…" }).ClickAsync();
        await Barriers.AssertNoneAsync(approver.Page);
        await approver.Page.GetByLabel("Why may it be used all the same?").FillAsync("It is strong on purpose.");
        await approver.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Release" }).ClickAsync();

        var quality = approver.Page.GetByRole(AriaRole.Region, new() { Name = "Quality" });
        await Expect(quality.GetByText("all the same: It is strong on purpose.")).ToBeVisibleAsync();
        await Expect(approver.Page.GetByRole(AriaRole.Region, new() { Name = "History" })).ToContainTextAsync("released version 1 from quarantine (checks norm, reason It is strong on purpose.)");
    }

    private async Task<Digest> PublishAsync(string name, int seed) => (await site.Host.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, seed), name)).Digest;

    private async Task PromoteAsync(string name, int version)
    {
        using var answer = await site.Host.Client.PutAsJsonAsync($"/v1/adapters/{name}/aliases/champion", new { version });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
