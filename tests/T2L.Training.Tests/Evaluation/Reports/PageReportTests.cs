using System.Text.RegularExpressions;
using System.Xml.Linq;
using T2L.Training.Evaluation.Reports;

namespace T2L.Training.Tests.Evaluation.Reports;

public sealed partial class PageReportTests
{
    private readonly string _page = PageReport.Of(SampleReport.Of());

    [Fact]
    public void Text_from_outside_never_becomes_markup()
    {
        Assert.DoesNotContain("<script", _page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;", _page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_needs_nothing_else()
    {
        Assert.DoesNotMatch(@"\b(src|href)=", _page);
        Assert.DoesNotContain("url(", _page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", _page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", _page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_drawing_is_well_formed_and_has_a_name_and_a_description()
    {
        var drawings = Drawings().Matches(_page).Select(match => XElement.Parse(match.Value)).ToList();

        Assert.Equal(7, drawings.Count); // two splits, the curve, two of sizes, reconstruction, the map
        Assert.All(drawings, drawing =>
        {
            var ids = drawing.Attribute("aria-labelledby")!.Value.Split(' ');
            var parts = drawing.Elements().Where(part => part.Name.LocalName is "title" or "desc").ToList();
            Assert.Equal(ids, parts.Select(part => part.Attribute("id")!.Value));
            Assert.All(parts, part => Assert.NotEqual("", part.Value));
        });
        Assert.Distinct(drawings.Select(drawing => drawing.Attribute("aria-labelledby")!.Value));
    }

    [Fact]
    public void A_bar_is_as_long_as_its_share()
    {
        var bars = Drawings().Matches(_page).Select(match => XElement.Parse(match.Value)).First(drawing => drawing.Value.Contains("unseen tasks", StringComparison.Ordinal))
            .Descendants().Where(part => part.Name.LocalName == "rect").ToDictionary(part => part.Attribute("class")!.Value, part => (double)part.Attribute("width")!);

        Assert.Equal(0.75 * 356, bars["written"], 0.1);
        Assert.Equal(0.01 * 356, bars["baseline"], 0.1);
    }

    [Fact]
    public void The_curve_has_the_interval_of_all_seeds_together()
    {
        var curve = Drawings().Matches(_page).Select(match => XElement.Parse(match.Value)).Single(drawing => drawing.Value.Contains("number of training tasks", StringComparison.Ordinal));

        // 0.4 - 0.25 of the mean, on an axis from 190 (nothing) to 8 (all)
        Assert.Contains(curve.Descendants(), part => (string?)part.Attribute("class") == "whisker s0" && ((string)part.Attribute("d")!).Contains(" 162.7V", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_not_measured_says_what_it_needs()
    {
        var page = PageReport.Of(SampleReport.Of() with { Runs = [], RunMeans = [], Map = null });

        Assert.Contains("--runs runs.json", page, StringComparison.Ordinal);
        Assert.Contains("--encoder DIR", page, StringComparison.Ordinal);
        Assert.Contains("--oracles DIR", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Drawings();
}
