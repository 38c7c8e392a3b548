using Microsoft.Playwright;
using T2L.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace T2L.Web.Tests;

[Collection(SiteGroup.Name)]
[Trait("Category", "Browser")]
public sealed class HomeTests(Site site)
{
    [Fact]
    public async Task Typing_finds_and_the_address_remembers()
    {
        await site.Host.MakeAdapterAsync("Reverse the letters of the word typed.", "typed/backwards");
        await site.Host.MakeAdapterAsync("Sing the word typed.", "typed/song");
        await using var visit = await site.VisitAsync("/");

        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("reversing typed");

        await Expect(visit.Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("1 version");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "typed/backwards" })).ToBeVisibleAsync();
        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}/?q=reversing+typed");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "typed/song" })).ToBeVisibleAsync();
        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}/");
    }

    [Fact]
    public async Task A_facet_narrows_down_and_back_widens_again()
    {
        await site.Host.MakeAdapterAsync("Write the word facet.", "facet/lora");
        await site.Host.PublishAsync(Registry.Tests.SampleExpert.Of(Registry.Tests.SampleExpert.Decomposition, 41), "facet/expert");
        await using var visit = await site.VisitAsync("/?q=facet");
        var list = visit.Page.Locator(".found").First; // what is close in meaning stands below

        await visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Filters" }).GetByRole(AriaRole.Link, new() { Name = "SVF expert" }).ClickAsync();
        await Expect(list).ToContainTextAsync("facet/expert");
        await Expect(list).Not.ToContainTextAsync("facet/lora");
        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}/?q=facet&kind=svf");
        await visit.Page.GoBackAsync();
        await Expect(list).ToContainTextAsync("facet/lora");
    }

    [Fact]
    public async Task A_range_of_scores_narrows_down_and_says_so()
    {
        foreach (var (name, value) in new[] { ("scored/best", 0.93), ("scored/worse", 0.6) })
        {
            var digest = (await site.Host.MakeAdapterAsync($"Write the scored word of {name}.", name)).GetProperty("digest").GetString();
            Assert.Equal(201, (await site.Host.PostAsync($"/v1/adapters/{digest}/evaluations", new { suite = "mine", value })).Status);
        }
        await using var visit = await site.VisitAsync("/?name=scored/");
        var filters = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Score" });
        var list = visit.Page.Locator(".found").First;

        Assert.Equal(["0.9 and better 1", "0.5 to 0.7 1"], (await filters.GetByRole(AriaRole.Link).AllInnerTextsAsync()).Select(text => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        await filters.GetByRole(AriaRole.Link, new() { Name = "0.9 and better" }).ClickAsync();

        await Expect(list).Not.ToContainTextAsync("scored/worse");
        await Expect(list).ToContainTextAsync("score 0.93");
        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}/?name=scored%2F&score=0.9");
        await Expect(visit.Page.GetByRole(AriaRole.List, new() { Name = "Chosen filters" })).ToContainTextAsync("Score: 0.9 and better");
    }

    [Theory]
    [InlineData(320)]
    [InlineData(360)]
    public async Task Every_entry_of_the_navigation_is_in_sight_on_a_phone(int width)
    {
        await using var visit = await site.VisitAsync("/map", options => options.ViewportSize = new() { Width = width, Height = 640 });
        var entries = visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link);

        Assert.Equal(5, await entries.CountAsync());
        foreach (var entry in await entries.AllAsync())
        {
            var box = (await entry.BoundingBoxAsync())!;
            Assert.True(box.X >= 0 && box.X + box.Width <= width && box.Y + box.Height <= 200, $"{await entry.InnerTextAsync()} lies at {box.X}, {box.Y}.");
        }
        Assert.True(await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
    }

    [Fact]
    public async Task Everything_can_be_found_without_scripts()
    {
        await site.Host.MakeAdapterAsync("Write the word plainly.", "plain/lora");
        await using var visit = await site.VisitAsync("/", options => options.JavaScriptEnabled = false);

        await visit.Page.GetByRole(AriaRole.Searchbox).FillAsync("plainly");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page).ToHaveURLAsync($"{site.Address}/?q=plainly");
        await Expect(visit.Page.Locator(".found > li")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Words_that_find_nothing_lead_to_describing_the_task()
    {
        await site.Host.MakeAdapterAsync("Write the word.", "some/lora");
        await using var visit = await site.VisitAsync("/?q=z<");

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing fits" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Describe the task" })).ToHaveAttributeAsync("href", "/describe?text=z%3C");
    }

    [Fact]
    public async Task A_server_that_fails_while_somebody_types_is_told_on_the_page()
    {
        await site.Host.MakeAdapterAsync("Write the word of failures.", "failing/lora");
        await using var visit = await site.VisitAsync("/");
        visit.Expected.Add("503");
        await visit.Page.RouteAsync("**/?q=*", route => route.FulfillAsync(new() { Status = 503 }));

        await visit.Page.GetByRole(AriaRole.Searchbox).FillAsync("anything");

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The list could not be loaded. The server answered 503.");
    }

    [Fact]
    public async Task Text_of_users_is_text()
    {
        await site.Host.MakeAdapterAsync("Injected <script>alert(1)</script><img src=x onerror=alert(2)> \"><svg onload=alert(3)>", "evil/description");
        await using var visit = await site.VisitAsync("/?q=injected");

        await Expect(visit.Page.Locator(".adapter-card-text").First).ToContainTextAsync("<script>alert(1)</script><img src=x onerror=alert(2)>");
        Assert.Equal(0, await visit.Page.Locator(".found script, .found img, .found [onload]").CountAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_page_keeps_nobody_out(ColorScheme scheme)
    {
        await site.Host.MakeAdapterAsync("Write the word for everybody.", "open/lora");
        await using var visit = await site.VisitAsync("/", options => options.ColorScheme = scheme);

        await Barriers.AssertNoneAsync(visit.Page);
    }

    [Fact]
    public async Task The_theme_follows_the_system_until_it_is_chosen_and_is_remembered()
    {
        await using var visit = await site.VisitAsync("/", options => options.ColorScheme = ColorScheme.Dark);
        Task<string> GroundAsync() => visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

        var dark = await GroundAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use the light theme" }).ClickAsync();
        var light = await GroundAsync();
        await visit.Page.ReloadAsync();

        Assert.Equal(("rgb(14, 18, 19)", "rgb(246, 247, 246)"), (dark, light));
        Assert.Equal(light, await GroundAsync());
    }
}
