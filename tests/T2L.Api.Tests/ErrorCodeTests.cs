using System.Text.RegularExpressions;

namespace T2L.Api.Tests;

public sealed partial class ErrorCodeTests
{
    [Fact]
    public void The_error_page_has_one_row_for_each_code()
    {
        using var reader = new StreamReader(ErrorPage.Open());
        var rows = Row().Matches(reader.ReadToEnd()).Select(row => (Code: row.Groups["code"].Value, Status: row.Groups["status"].Value));

        Assert.Equal(ErrorCode.All.Select(known => (known.Code, $"{known.Status}")).Order(), rows.Order());
    }

    [Fact]
    public void Every_unavailable_status_says_when_to_come_back() =>
        Assert.All(ErrorCode.All, known => Assert.Equal(known.Status == 503, known.RetryAfterSeconds is not null));

    [GeneratedRegex("""<a id="(?<code>[a-z_]+)"></a>`\k<code>` \| (?<status>[0-9]{3}) \|""")]
    private static partial Regex Row();
}
