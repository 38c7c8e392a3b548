using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace T2L.Api.Pages.Detail;

/// <summary>Makes HTML of a card that somebody wrote: no HTML of theirs gets through, no picture is fetched, and links lead only where a browser may go.</summary>
internal static class CardHtml
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseTaskLists().UseEmphasisExtras().Build();

    /// <summary>The HTML.</summary>
    /// <param name="markdown">The card.</param>
    public static string Of(string markdown)
    {
        var card = Markdown.Parse(markdown, Pipeline);
        // The page has headings of its own above these.
        foreach (var heading in card.Descendants<HeadingBlock>())
            heading.Level = Math.Min(6, heading.Level + 2);
        foreach (var link in card.Descendants<LinkInline>().ToList())
            Tame(link);
        foreach (var link in card.Descendants<AutolinkInline>().ToList())
        {
            if (link.IsEmail || !IsHarmless(link.Url))
                link.ReplaceBy(new LiteralInline(link.Url));
            else
                Distrust(link);
        }

        return card.ToHtml(Pipeline);
    }

    /// <summary>Whether an address is http, https or one of this server.</summary>
    internal static bool IsHarmless(string? address)
    {
        if (string.IsNullOrEmpty(address) || address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\'))
            return false;
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        // Relative: nothing that could be a scheme stands in front.
        if (colon < 0 || address.AsSpan(0, colon).ContainsAny('/', '?', '#'))
            return !address.StartsWith("//", StringComparison.Ordinal);
        return address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
    }

    private static void Tame(LinkInline link)
    {
        // A picture elsewhere would tell its server who reads this; as a link it is fetched when somebody asks for it.
        link.IsImage = false;
        if (IsHarmless(link.GetDynamicUrl?.Invoke() ?? link.Url))
        {
            Distrust(link);
            return;
        }

        link.GetDynamicUrl = null;
        link.ReplaceBy(new ContainerInline(), copyChildren: true);
    }

    private static void Distrust(IMarkdownObject link) => link.GetAttributes().AddProperty("rel", "nofollow noopener noreferrer");
}
