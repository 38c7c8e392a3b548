using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using T2L.Adapters.Origin;
using T2L.Api.Tests.Support;
using T2L.Contracts;
using T2L.Web.Tests.Support;
using T2L.Worker.Generation;
using T2L.Worker.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace T2L.Web.Tests.Describe;

[Collection(SiteGroup.Name)]
[Trait("Category", "Browser")]
public sealed class DescribeTests(Site site)
{
    [Fact]
    public async Task What_is_near_shows_while_a_task_is_written()
    {
        await site.Host.MakeAdapterAsync("Zigzag quietly.", "near/zigzag");
        await using var visit = await site.VisitAsync("/describe");
        var page = visit.Page;

        await page.Locator("#text").PressSequentiallyAsync("Quietly zigzag");

        await Expect(page.Locator("#novelty")).ToContainTextAsync("0.25");
        await Expect(page.Locator("#near-tasks")).ToContainTextAsync("letters");
        await Expect(page.Locator("#near-adapters a").First).ToHaveTextAsync("near/zigzag:1");
        await Expect(page.Locator("#name")).ToHaveValueAsync("quietly-zigzag");
        await Barriers.AssertNoneAsync(page);
        await page.Locator("#text").FillAsync("");
        await Expect(page.Locator("#near-empty")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Says_that_the_model_loads_and_goes_on_when_it_is_there()
    {
        var reader = (StandInReader)site.Host.Services.GetRequiredService<ITaskReader>();
        await using var visit = await site.VisitAsync("/describe");
        visit.Expected.Add("503");
        reader.Loading = true;
        try
        {
            await visit.Page.Locator("#text").FillAsync("Write it.");
            await Expect(visit.Page.Locator("#near-fault")).ToContainTextAsync("loading");
        }
        finally
        {
            reader.Loading = false;
        }

        await Expect(visit.Page.Locator("#novelty")).ToContainTextAsync("0.25");
        await Expect(visit.Page.Locator("#near-fault")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Generates_with_live_progress_and_answers_beside_the_base_model()
    {
        using var held = new HeldGeneration(site.Host.Generator);
        await using var visit = await site.VisitAsync("/describe");
        var page = visit.Page;
        await page.Locator("#text").FillAsync("Turn the word around.");
        await page.Locator("#name").FillAsync("live/around");

        await page.GetByRole(AriaRole.Button, new() { Name = "Generate the adapter" }).ClickAsync();

        await Expect(page.Locator("#steps [aria-current=step]")).ToContainTextAsync("round 2 of 6");
        await Expect(page.Locator("#progress-title")).ToHaveTextAsync("Generating");
        await Barriers.AssertNoneAsync(page);
        held.Release();
        await Expect(page.Locator("#result-link")).ToHaveTextAsync("live/around:1");
        await Expect(page.Locator("#progress-title")).ToHaveTextAsync("Ready");
        await Expect(page.Locator("#steps li[data-stage=embed]")).ToContainTextAsync("2 ms");
        await page.Locator("#beside-prompt").FillAsync("stone");
        await page.Keyboard.PressAsync("Enter");
        var answers = page.Locator("#beside tbody tr").First;
        await Expect(answers.Locator("td .said-text")).ToHaveTextAsync(["stone", "enots"]);
        await Barriers.AssertNoneAsync(page);
    }

    [Fact]
    public async Task A_page_that_is_loaded_again_goes_on_where_it_was()
    {
        using var held = new HeldGeneration(site.Host.Generator);
        await using var visit = await site.VisitAsync("/describe");
        await visit.Page.Locator("#text").FillAsync("Turn the word around again.");
        await visit.Page.Locator("#generate").ClickAsync();
        await Expect(visit.Page.Locator("#progress")).ToBeVisibleAsync();

        await visit.Page.ReloadAsync();

        await Expect(visit.Page.Locator("#text")).ToHaveValueAsync("Turn the word around again.");
        await Expect(visit.Page.Locator("#progress-title")).ToHaveTextAsync("Generating");
        held.Release();
        await Expect(visit.Page.Locator("#result")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_job_is_cancelled_where_it_is_watched()
    {
        using var held = new HeldGeneration(site.Host.Generator);
        await using var visit = await site.VisitAsync("/describe");
        await visit.Page.Locator("#text").FillAsync("Turn the word around in vain.");
        await visit.Page.Locator("#generate").ClickAsync();
        await Expect(visit.Page.Locator("#progress-title")).ToHaveTextAsync("Generating");

        await visit.Page.Locator("#cancel").ClickAsync();

        await Expect(visit.Page.Locator("#progress-title")).ToHaveTextAsync("Cancelled");
        await held.Stopped;
        await Expect(visit.Page.Locator("#result")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Tells_why_a_generation_failed_as_text_and_never_as_markup()
    {
        site.Host.Generator.Make = (_, _) => throw new GenerationException("The hypernetwork does not know <img src=x onerror=alert(1)>.");
        try
        {
            await using var visit = await site.VisitAsync("/describe");
            await visit.Page.Locator("#text").FillAsync("<img src=x onerror=alert(2)>");
            await visit.Page.Locator("#generate").ClickAsync();

            await Expect(visit.Page.Locator("#progress-fault")).ToHaveTextAsync("The hypernetwork does not know <img src=x onerror=alert(1)>.");
            await Expect(visit.Page.Locator("#progress-title")).ToHaveTextAsync("It could not be generated");
            Assert.Equal(0, await visit.Page.Locator("main img").CountAsync());
        }
        finally
        {
            new HeldGeneration(site.Host.Generator).Dispose();
        }
    }

    [Fact]
    public async Task What_is_wrong_is_told_where_it_is()
    {
        await using var visit = await site.VisitAsync("/describe");
        visit.Expected.Add("400");
        await visit.Page.Locator("#name").FillAsync("../etc");

        await visit.Page.Locator("#generate").ClickAsync();

        await Expect(visit.Page.Locator("#text-fault")).ToContainTextAsync("Task description is empty.");
        await Expect(visit.Page.Locator("#name-fault")).ToContainTextAsync("Adapter name '../etc' cannot be used");
        await Expect(visit.Page.Locator("#text")).ToBeFocusedAsync();
        await Barriers.AssertNoneAsync(visit.Page);
    }

    [Fact]
    public async Task Examples_go_with_the_order_and_new_ground_is_named()
    {
        site.Host.Generator.Report = new GenerationReport(new Novelty(0.9, 0.5, Warning: true, [new NearTask("letters", 0.1)]), Search: null);
        try
        {
            await using var visit = await site.VisitAsync("/describe");
            var page = visit.Page;
            await page.Locator("#text").FillAsync("Spell the word oddly.");
            await page.Locator("#examples summary").ClickAsync();
            await page.GetByLabel("Input of example 1").FillAsync("stone");
            await page.GetByLabel("Answer of example 1").FillAsync("enots");
            await page.Locator("#generate").ClickAsync();

            await Expect(page.Locator("#result-note")).ToContainTextAsync("new ground");
            Assert.Equal("enots", Assert.Single(site.Host.Generator.Orders.Last(order => order.Description == "Spell the word oddly.").Examples!).Answer);
        }
        finally
        {
            site.Host.Generator.Report = null;
        }
    }

    [Fact]
    public async Task An_adapter_is_made_champion_discarded_and_brought_back()
    {
        await using var visit = await site.VisitAsync("/describe");
        var page = visit.Page;
        await page.Locator("#text").FillAsync("Write the first half of the word.");
        await page.Locator("#name").FillAsync("kept/half");
        await page.Locator("#generate").ClickAsync();
        await Expect(page.Locator("#result-link")).ToHaveTextAsync("kept/half:1");

        await page.Locator("#discard").ClickAsync();
        await Expect(page.Locator("#undo")).ToBeFocusedAsync();
        Assert.Equal(404, (await site.Host.GetAsync("/v1/adapters/kept/half")).Status);
        await page.Locator("#undo").ClickAsync();
        await Expect(page.Locator("#discard")).ToBeVisibleAsync();
        await page.Locator("#promote").ClickAsync();
        await Barriers.AssertNoneAsync(page);
        await page.Locator("#promote-dialog").GetByRole(AriaRole.Button, new() { Name = "Make it champion" }).ClickAsync();

        await Expect(page.Locator("#result-badges")).ToContainTextAsync("champion");
        Assert.Equal(1, (await site.Host.GetAsync("/v1/adapters/kept%2Fhalf/aliases/champion")).Body.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_champion_that_somebody_moved_while_the_question_stood_is_not_moved_over()
    {
        await site.Host.MakeAdapterAsync("Write the first letter of the word.", "kept/letter");
        await site.Host.MakeAdapterAsync("Write the second letter of the word.", "kept/letter");
        await using var visit = await site.VisitAsync("/describe?text=Write+the+third+letter+of+the+word.");
        visit.Expected.Add("412");
        var page = visit.Page;
        await page.Locator("#name").FillAsync("kept/letter");
        await page.Locator("#generate").ClickAsync();
        await Expect(page.Locator("#result-link")).ToHaveTextAsync("kept/letter:3");
        await MoveAsync(1);

        await page.Locator("#promote").ClickAsync();
        await Expect(page.Locator("#promote-text")).ToContainTextAsync("instead of version 1");
        await MoveAsync(2);
        await page.Locator("#promote-dialog").GetByRole(AriaRole.Button, new() { Name = "Make it champion" }).ClickAsync();

        await Expect(page.Locator("#result-fault")).ToBeVisibleAsync();
        Assert.Equal(2, (await site.Host.GetAsync("/v1/adapters/kept%2Fletter/aliases/champion")).Body.GetProperty("version").GetInt32());

        async Task MoveAsync(int version) => Assert.True((await site.Host.SendAsync(HttpMethod.Put, "/v1/adapters/kept%2Fletter/aliases/champion", JsonContent.Create(new { version }))).Status is 200 or 201);
    }

    [Fact]
    public async Task The_same_bytes_are_one_version_and_the_page_says_so()
    {
        await site.Host.MakeAdapterAsync("Write the second half of the word.", "kept/second-half");
        await using var visit = await site.VisitAsync("/describe?text=Write+the+second+half+of+the+word.");
        await visit.Page.Locator("#name").FillAsync("kept/other-half");
        await visit.Page.Locator("#generate").ClickAsync();

        await Expect(visit.Page.Locator("#result-note")).ToContainTextAsync("published before, as kept/second-half:1");
        await Expect(visit.Page.Locator("#result-link")).ToHaveTextAsync("kept/second-half:1");
    }

    [Fact]
    public async Task Works_by_keyboard_alone()
    {
        await using var visit = await site.VisitAsync("/describe");
        var page = visit.Page;
        await page.Locator("#text").FocusAsync();
        await page.Keyboard.TypeAsync("Write the word by keys.");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.Locator("#result-title")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#beside-prompt")).ToBeFocusedAsync();
    }
}
