using T2L.Testing;

namespace T2L.Models;

public sealed class GoldenIndexTests
{
    [GoldenFact("lm")]
    public void Every_case_is_there_and_of_a_kind_that_is_read() => GoldenIndex.RequireReadable("lm", "", "e2e_text");
}
