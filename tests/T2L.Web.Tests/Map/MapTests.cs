using T2L.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace T2L.Web.Tests.Map;

[Collection(SiteGroup.Name)]
[Trait("Category", "Browser")]
public sealed class MapTests(Site site)
{
    [Fact]
    public async Task Draws_the_adapters_and_lists_what_is_in_view()
    {
        await site.Host.MakeAdapterAsync("Jazz, jinx, and <img src=x onerror=alert(1)>.", "plane/jazz");
        await site.Host.MakeAdapterAsync("Hum softly.", "plane/hum");
        await using var visit = await site.VisitAsync("/map");
        var page = visit.Page;

        await Expect(page.Locator("#view li").First).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => { const c = document.getElementById('canvas'); return new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer).some(x => x !== 0); }"));
        await page.GetByLabel("Find on the map").FillAsync("jinx");
        await Expect(page.Locator("#view a")).ToHaveTextAsync(["plane/jazz:1"]);
        await Expect(page.Locator("#view")).ToContainTextAsync("<img src=x onerror=alert(1)>");
        await page.Locator("#view li").First.HoverAsync();
        await Expect(page.Locator("#tip")).ToContainTextAsync("plane/jazz:1");
        Assert.Equal(0, await page.Locator("main img").CountAsync());
        await page.SelectOptionAsync("#colour", "kind");
        await Expect(page.Locator("#legend")).ToContainTextAsync("lora");
        await Barriers.AssertNoneAsync(page);
    }

    [Fact]
    public async Task Moves_by_keys_and_shows_all_again()
    {
        await site.Host.MakeAdapterAsync("Vex a wizard.", "keys/vex");
        await site.Host.MakeAdapterAsync("Mumble.", "keys/mumble");
        await using var visit = await site.VisitAsync("/map");
        var page = visit.Page;
        await Expect(page.Locator("#view li").First).ToBeVisibleAsync();
        var all = await page.Locator("#view li").CountAsync();

        await page.Locator("#canvas").FocusAsync();
        for (var i = 0; i < 30; i++)
            await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("#view li")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("0");
        await Expect(page.Locator("#view li")).ToHaveCountAsync(all);
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator("#tip")).ToBeVisibleAsync();
        await Expect(page.Locator("#view-count")).ToContainTextAsync(":1");
    }

    [Fact]
    public async Task Wheel_and_drag_move_it_and_a_press_opens_an_adapter()
    {
        await site.Host.MakeAdapterAsync("Buzz by.", "press/buzz");
        await using var visit = await site.VisitAsync("/map");
        visit.Expected.Add("404");
        var page = visit.Page;
        await page.GetByLabel("Find on the map").FillAsync("buzz by");
        await Expect(page.Locator("#view a")).ToHaveTextAsync(["press/buzz:1"]);
        await page.Locator("#view li").First.HoverAsync();
        await page.Locator("#canvas").HoverAsync(new() { Position = new() { X = 5, Y = 5 } });
        await page.Mouse.WheelAsync(0, -40);
        await page.Mouse.WheelAsync(0, 40);
        await page.Locator("#canvas").FocusAsync();

        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync($"{site.Address}/adapters/press/buzz:1");
    }
}
