using Microsoft.Playwright;
using T2L.Registry.Tests;
using T2L.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace T2L.Web.Tests.Experts;

[Collection(SiteGroup.Name)]
[Trait("Category", "Browser")]
public sealed class ExpertsTests(Site site)
{
    [Fact]
    public async Task Experts_are_mixed_by_sliders_and_tried_beside_the_base_model()
    {
        await site.Host.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, 71), "desk/one");
        await site.Host.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, 72), "desk/two");
        await using var visit = await site.VisitAsync("/experts");
        var page = visit.Page;

        await page.GetByLabel("desk/one", new() { Exact = true }).FillAsync("0.75");
        await page.GetByLabel("desk/two", new() { Exact = true }).FillAsync("0.25");
        await Expect(page.Locator("#sum")).ToHaveTextAsync("1.00");
        await Expect(page.Locator("#parts li").First).ToContainTextAsync("75 %");
        await Barriers.AssertNoneAsync(page);
        await page.Locator("#mix-name").FillAsync("desk/both");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mix and save" }).ClickAsync();

        await Expect(page.Locator("#try-what")).ToHaveTextAsync("desk/both:1");
        await page.Locator("#beside-prompt").FillAsync("stone");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#beside tbody td .said-text")).ToHaveTextAsync(["stone", "enots"]);
        await Barriers.AssertNoneAsync(page);
        var mix = (await site.Host.GetAsync("/v1/adapters/desk/both")).Body.GetProperty("mix").GetProperty("parts");
        Assert.Equal([0.75, 0.25], mix.EnumerateArray().Select(part => part.GetProperty("weight").GetDouble()).OrderDescending());
        await page.GetByRole(AriaRole.Button, new() { Name = "Mix and save" }).ClickAsync();
        await Expect(page.Locator("#try-note")).ToContainTextAsync("exists already, as desk/both:1");
    }

    [Fact]
    public async Task Presets_keys_and_a_single_expert()
    {
        await site.Host.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, 73), "solo/one");
        await using var visit = await site.VisitAsync("/experts");
        var page = visit.Page;
        var slider = page.GetByLabel("solo/one", new() { Exact = true });

        await slider.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator("#mix-button")).ToHaveTextAsync("Try it");
        await page.GetByRole(AriaRole.Button, new() { Name = "All equal" }).ClickAsync();
        await Expect(slider).ToHaveValueAsync("0.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Only this expert, solo/one" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();

        await Expect(page.Locator("#try-what")).ToHaveTextAsync("solo/one");
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await Expect(page.Locator("#mix-button")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task A_name_that_cannot_be_is_refused_beside_the_button()
    {
        await site.Host.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, 74), "refused/one");
        await site.Host.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, 75), "refused/two");
        await using var visit = await site.VisitAsync("/experts");
        visit.Expected.Add("400");
        await visit.Page.GetByLabel("refused/one", new() { Exact = true }).FillAsync("1");
        await visit.Page.GetByLabel("refused/two", new() { Exact = true }).FillAsync("1");
        await visit.Page.Locator("#mix-name").FillAsync("<b>mix</b>");

        await visit.Page.Locator("#mix-button").ClickAsync();

        await Expect(visit.Page.Locator("#mix-fault")).ToContainTextAsync("Adapter name '<b>mix</b>' cannot be used");
    }
}
