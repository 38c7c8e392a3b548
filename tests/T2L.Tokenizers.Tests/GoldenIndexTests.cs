using T2L.Testing;

namespace T2L.Tokenizers.Tests;

public sealed class GoldenIndexTests
{
    [GoldenFact("tokenizers")]
    public void Every_case_is_there_and_of_a_kind_that_is_read() => GoldenIndex.RequireReadable("tokenizers", "");
}
