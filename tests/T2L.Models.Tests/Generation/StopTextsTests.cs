namespace T2L.Models.Generation;

public sealed class StopTextsTests
{
    [Fact]
    public void A_stop_text_is_found_across_pieces_and_nothing_of_it_gets_out()
    {
        var stops = new StopTexts(["END", "##"]);

        Assert.Equal(("a", false), stops.Add("aE"));
        Assert.Equal(("", false), stops.Add("N"));
        Assert.Equal(("ENx", false), stops.Add("x"));
        Assert.Equal(("y", false), stops.Add("yEN"));
        Assert.Equal(("", true), stops.Add("D and more"));
    }

    [Fact]
    public void The_first_of_several_wins() =>
        Assert.Equal(("a", true), new StopTexts(["END", "#"]).Add("a#bEND"));

    [Fact]
    public void What_was_kept_back_comes_out_at_the_end()
    {
        var stops = new StopTexts(["END"]);

        Assert.Equal(("a", false), stops.Add("aEN"));
        Assert.Equal("EN", stops.Finish());
        Assert.Equal("", stops.Finish());
    }

    [Fact]
    public void Without_stop_texts_everything_passes() =>
        Assert.Equal(("abc", false), new StopTexts([]).Add("abc"));
}
