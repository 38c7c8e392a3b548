namespace T2L.Hub.Tests;

public sealed class RepoReferenceTests
{
    [Theory]
    [InlineData("hf:google/gemma-2-2b-it", "google/gemma-2-2b-it", "main")]
    [InlineData("hf:gpt2", "gpt2", "main")]
    [InlineData("hf:a/b@v1.0", "a/b", "v1.0")]
    [InlineData("hf:a/b@refs/pr/1", "a/b", "refs/pr/1")]
    public void Reads_repository_and_revision(string text, string repository, string revision)
    {
        var reference = RepoReference.Parse(text);
        Assert.Equal((repository, revision), (reference.Repository, reference.Revision));
    }

    [Theory]
    [InlineData("google/gemma")]
    [InlineData("hf:")]
    [InlineData("hf:a/b/c")]
    [InlineData("hf:../b")]
    [InlineData("hf:a/..")]
    [InlineData("hf:a--b/c")]
    [InlineData("hf:a/b.git")]
    [InlineData("hf:a/b@")]
    [InlineData("hf:a/b@../../x")]
    [InlineData("hf:a/b@/x")]
    [InlineData("hf:a/b@x\n")]
    [InlineData("hf:a/b?x")]
    public void Refuses_what_is_no_name(string text) => Assert.Equal(HubError.BadReference, Assert.Throws<HubException>(() => RepoReference.Parse(text)).Error);
}
