using T2L.Training.Data;
using T2L.Training.Evaluation.Retrieval;

namespace T2L.Training.Tests.Evaluation.Retrieval;

public class TermIndexTests
{
    private static readonly Func<string, IEnumerable<string>> Letters = text => text.Split(' ');

    // Two tasks of one text each: {a a b} and {b c}. df: a 1, b 2, c 1; n = 2.
    // idf(a) = ln(3/2) + 1, idf(b) = ln(3/3) + 1 = 1.
    private static readonly DescribedTask[] Tasks = [OnlyTraining("first", "a a b"), OnlyTraining("second", "b c")];

    [Fact]
    public void Tf_idf_is_what_a_hand_calculates()
    {
        var rare = Math.Log(1.5) + 1;
        var twice = (1 + Math.Log(2)) * rare;
        var scores = new TermIndex(Tasks, Letters, rareCounts: true).Scores("a b");

        var query = Math.Sqrt(rare * rare + 1);
        Assert.Equal((rare * twice + 1) / query / Math.Sqrt(twice * twice + 1), scores[0], 1e-6);
        Assert.Equal(1 / query / Math.Sqrt(rare * rare + 1), scores[1], 1e-6);
    }

    [Fact]
    public void Without_rarity_only_counts_matter()
    {
        var twice = 1 + Math.Log(2);
        var scores = new TermIndex(Tasks, Letters, rareCounts: false).Scores("a b");

        Assert.Equal((twice + 1) / Math.Sqrt(2) / Math.Sqrt(twice * twice + 1), scores[0], 1e-6);
        Assert.Equal(0.5, scores[1], 1e-6);
    }

    [Fact]
    public void Terms_that_no_task_has_change_nothing()
    {
        var index = new TermIndex(Tasks, Letters, rareCounts: true);

        Assert.Equal(index.Scores("a b"), index.Scores("a z b y"));
        Assert.All(index.Scores("x y z"), score => Assert.Equal(0, score));
    }

    [Fact]
    public void Words_are_runs_of_letters_and_digits_in_lower_case() =>
        Assert.Equal(["don", "t", "sort", "12", "don t", "t sort", "sort 12"], TextTerms.WordsAndPairs("Don't SORT (12)!"));

    [Fact]
    public void Hashed_terms_are_words_pairs_and_four_letters()
    {
        var terms = TextTerms.HashedNgrams("sort it").ToList();

        Assert.Equal(2 + 1 + 3 + 1, terms.Count); // sort, it; sort it; ^sor, sort, ort$; ^it$
        Assert.All(terms, term => Assert.InRange(int.Parse(term), 0, 16383));
        Assert.Equal(terms[0], terms[4]); // "sort" as a word and as four letters shares a bucket
    }

    private static DescribedTask OnlyTraining(string id, string text)
    {
        for (var i = 0; ; i++)
            if (new DescribedTask($"{id} {i}", [text]) is { Training.Count: 1 } task)
                return task;
    }
}
