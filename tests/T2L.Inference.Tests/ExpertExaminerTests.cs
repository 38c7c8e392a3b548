using T2L.Inference.Experts;

namespace T2L.Inference;

public sealed class ExpertExaminerTests
{
    [Fact]
    public void Short_rows_go_through_together_up_to_a_number() => Assert.Equal([0..256, 256..300], Batches(300, 10));

    [Fact]
    public void Long_rows_go_through_as_tokens_allow() => Assert.Equal([0..3, 3..6, 6..7], Batches(7, 2500));

    [Fact]
    public void A_row_that_is_too_long_for_any_company_goes_alone() => Assert.Equal([0..1, 1..2], Batches(2, 100_000));

    [Fact]
    public void A_batch_is_as_wide_as_its_longest_row() =>
        Assert.Equal([0..80, 80..81, 81..82], ExpertExaminer.Batches([.. Enumerable.Repeat(100, 80), 8000, 100]));

    [Fact]
    public void Without_rows_there_is_no_batch() => Assert.Empty(Batches(0, 1));

    private static IEnumerable<Range> Batches(int rows, int tokens) => ExpertExaminer.Batches([.. Enumerable.Repeat(tokens, rows)]);
}
