using T2L.Adapters;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Publishing;

public sealed class AdapterNameTests
{
    private static readonly Digest Some = Digest.Parse("sha256:" + new string('0', 60) + "beef");

    [Theory]
    [InlineData("a")]
    [InlineData("math/gsm8k-r8")]
    [InlineData("0.1_x")]
    public void Accepts_names_that_fit_a_url(string name) => Assert.Null(AdapterName.Fault(name));

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("-a")]
    [InlineData("a/")]
    [InlineData("a:1")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("a\n")]
    [InlineData("sha256:00")]
    [InlineData("0199f3a0-0000-7000-8000-000000000000")]
    public void Refuses_what_could_be_mistaken(string name) => Assert.NotNull(AdapterName.Fault(name));

    [Theory]
    [InlineData("map", "Adapter name 'map' cannot be used: /v1/adapters/map is an address of its own. Choose another, for instance 'team/map'.")]
    [InlineData("import", "Adapter name 'import' cannot be used: /v1/adapters/import is an address of its own. Choose another, for instance 'team/import'.")]
    [InlineData("git/diff", "Adapter name 'git/diff' cannot be used: 'diff' after the first slash is a part of the API's addresses. Choose another word there, for instance 'git/diff-1'.")]
    [InlineData("git/files/readme", "Adapter name 'git/files/readme' cannot be used: 'files' after the first slash is a part of the API's addresses. Choose another word there, for instance 'git/files-1'.")]
    [InlineData("math/../map", "Adapter name 'math/../map' cannot be used: between its slashes stands nothing, or a step of a path; expected words, for instance 'math/reverse-words'.")]
    [InlineData("math//add", "Adapter name 'math//add' cannot be used: between its slashes stands nothing, or a step of a path; expected words, for instance 'math/reverse-words'.")]
    public void New_names_are_not_those_of_addresses_and_old_ones_are_still_found(string name, string sentence)
    {
        Assert.Equal(sentence, AdapterName.NewFault(name));
        Assert.Equal(sentence, Assert.Throws<ArgumentException>(() => AdapterName.Check(name)).Message);
        Assert.Null(AdapterName.Fault(name));
    }

    [Theory]
    [InlineData("team/map")]
    [InlineData("maps")]
    [InlineData("diff")]
    [InlineData("git/a/diff")]
    [InlineData("math/..add")]
    public void New_names_that_no_address_is_in_the_way_of_are_fine(string name) => Assert.Null(AdapterName.NewFault(name));

    [Fact]
    public void The_limit_is_a_hundred_characters()
    {
        Assert.Null(AdapterName.Fault(new string('a', 100)));
        Assert.Contains("101 characters", AdapterName.Fault(new string('a', 101)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Write the word backwards.", "write-the-word-backwards-00000000")]
    [InlineData("  ***  ", "adapter-00000000")]
    [InlineData(null, "adapter-00000000")]
    [InlineData("Übersetze \"ja\" / nein", "bersetze-ja-nein-00000000")]
    [InlineData("An instruction so long that it would never fit into the name", "an-instruction-so-long-that-it-would-nev-00000000")]
    public void A_name_is_made_of_the_first_words_and_the_digest(string? description, string expected)
    {
        var name = AdapterName.For(description, Some);

        Assert.Equal(expected, name);
        Assert.Null(AdapterName.Fault(name));
    }
}
