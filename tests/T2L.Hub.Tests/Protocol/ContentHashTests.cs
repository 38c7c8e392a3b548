using T2L.Hub.Protocol;

namespace T2L.Hub.Tests.Protocol;

public sealed class ContentHashTests
{
    [Theory]
    [InlineData("", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")] // git hash-object of nothing
    [InlineData("hello\n", "ce013625030ba8dba906f756967f9e9ca394464a")] // echo hello | git hash-object --stdin
    public void Small_files_are_named_as_git_names_them(string text, string expected)
    {
        using var hash = new ContentHash(expected).Start(text.Length);
        hash.AppendData(System.Text.Encoding.ASCII.GetBytes(text));
        Assert.Equal(expected, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
