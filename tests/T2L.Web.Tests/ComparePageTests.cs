using Microsoft.Playwright;
using T2L.Registry.Tests;
using T2L.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace T2L.Web.Tests;

[Collection(SiteGroup.Name)]
[Trait("Category", "Browser")]
public sealed class ComparePageTests(Site site)
{
    [Fact]
    public async Task Two_versions_stand_beside_each_other()
    {
        await site.Host.MakeAdapterAsync("Write the left word.", "beside/adapter");
        await site.Host.MakeAdapterAsync("Write the right word.", "beside/adapter");
        await using var visit = await site.VisitAsync("/adapters/beside/adapter");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Compare with version 1" }).ClickAsync();

        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}/compare?left=beside/adapter:1&right=beside/adapter:2");
        await Expect(visit.Page.GetByRole(AriaRole.Img, new() { Name = "Cosine by layer and module" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Row, new() { NameRegex = new("^Description") })).ToHaveClassAsync("differs");
        await Barriers.AssertNoneAsync(visit.Page);
    }

    [Fact]
    public async Task What_cannot_be_compared_says_why_and_shows_the_rest()
    {
        await site.Host.MakeAdapterAsync("Write the other word.", "other/lora");
        await site.Host.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, 61), "other/expert");
        await using var visit = await site.VisitAsync("/compare?left=other/lora&right=other/expert");

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("One is a LoRA and the other an SVF expert");
        await Expect(visit.Page.GetByRole(AriaRole.Row, new() { NameRegex = new("^Kind") })).ToContainTextAsync("SVF expert");
    }

    [Fact]
    public async Task A_name_that_is_nobodys_is_told_beside_the_form()
    {
        await using var visit = await site.VisitAsync("/compare");
        visit.Expected.Add("404");

        await visit.Page.GetByLabel("Left").FillAsync("no/one<b>");
        await visit.Page.GetByLabel("Right").FillAsync("no/body");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no adapter 'no/one<b>'");
        await Expect(visit.Page.GetByLabel("Right")).ToHaveValueAsync("no/body");
    }
}
