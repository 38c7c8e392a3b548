using System.Diagnostics;
using Microsoft.Playwright;
using T2L.Api.Tests.Support;
using T2L.Web.Tests.Support;
using T2L.Worker.Generation;
using static Microsoft.Playwright.Assertions;

namespace T2L.Web.Tests.Jobs;

[Collection(SiteGroup.Name)]
[Trait("Category", "Browser")]
public sealed class JobsTests(Site site)
{
    [Fact]
    public async Task A_running_job_is_followed_to_its_adapter_without_loading_the_page_again()
    {
        using var held = new HeldGeneration(site.Host.Generator);
        await site.Host.PostAsync("/v1/adapters", new { description = "Write the vowels in a row.", name = "row/vowels" });
        await using var visit = await site.VisitAsync("/jobs");
        var row = visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Write the vowels in a row." });

        await Expect(row).ToContainTextAsync("searches, round 2 of 6");
        await Barriers.AssertNoneAsync(visit.Page);
        held.Release();

        await Expect(row.GetByRole(AriaRole.Link, new() { Name = "row/vowels" })).ToBeVisibleAsync();
        await Expect(row.Locator(".badge").First).ToHaveTextAsync("ready");
        await Expect(row.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_job_is_cancelled_after_a_question()
    {
        using var held = new HeldGeneration(site.Host.Generator);
        await site.Host.PostAsync("/v1/adapters", new { description = "Write the vowels in vain." });
        await using var visit = await site.VisitAsync("/jobs?status=queued,running");
        var page = visit.Page;
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Write the vowels in vain." });

        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Write the vowels in vain.");
        await Barriers.AssertNoneAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await Expect(row).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the job" }).ClickAsync();

        await Expect(row).ToHaveCountAsync(0);
        await held.Stopped;
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancelled" }).ClickAsync();
        await Expect(row.Locator(".badge")).ToHaveTextAsync("cancelled");
    }

    [Fact]
    public async Task Errors_are_read_where_they_happened_and_nothing_of_a_user_is_markup()
    {
        site.Host.Generator.Make = (_, _) => throw new GenerationException("No <b>network</b> knows <script>alert(1)</script>. " + new string('x', 300));
        try
        {
            await site.Host.PostAsync("/v1/adapters", new { description = "<script>alert(2)</script>'\"><img src=x onerror=alert(3)>" }, ("Prefer", "wait=30"));
        }
        finally
        {
            new HeldGeneration(site.Host.Generator).Dispose();
        }
        await using var visit = await site.VisitAsync("/jobs?status=failed");
        var row = visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "<script>alert(2)</script>'\"><img src=x onerror=alert(3)>" });

        await row.Locator("summary").ClickAsync();

        await Expect(row.Locator("details p")).ToContainTextAsync("No <b>network</b> knows <script>alert(1)</script>.");
        Assert.Equal(0, await visit.Page.Locator("main script, main img, main b").CountAsync());
        await Barriers.AssertNoneAsync(visit.Page);
    }

    [Fact]
    public async Task Older_jobs_are_a_page_away_and_filters_stay()
    {
        await site.Host.PostAsync("/v1/adapters/batch", new { items = Enumerable.Range(0, 30).Select(i => new { description = $"Page through task {i}." }) });
        await using var visit = await site.VisitAsync("/jobs");
        var page = visit.Page;

        await Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(26);
        await page.GetByRole(AriaRole.Link, new() { Name = "Older" }).ClickAsync();

        await Expect(page.Locator("#jobs")).ToContainTextAsync("Page through task 4.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Newest" }).ClickAsync();
        await Expect(page.Locator("#jobs")).ToContainTextAsync("Page through task 29.");
        await DoneAsync();
    }

    [Fact]
    public async Task A_filter_that_cannot_be_is_told_on_a_page()
    {
        await using var visit = await site.VisitAsync("/jobs?status=done");
        visit.Expected.Add("400");

        await Expect(visit.Page.Locator("main")).ToContainTextAsync("status is 'done'; expected queued, running, ready, failed, cancelled");
    }

    /// <summary>Waits until no job is left: a test that holds the next generation would hold one of these instead.</summary>
    private async Task DoneAsync()
    {
        var patience = Stopwatch.StartNew();
        while ((await site.Host.GetAsync("/v1/jobs?status=queued,running")).Body.GetProperty("items").GetArrayLength() > 0)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), "The jobs of this test do not end.");
            await Task.Delay(100);
        }
    }
}
