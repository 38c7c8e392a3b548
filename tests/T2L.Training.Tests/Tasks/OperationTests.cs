using T2L.Training.Tasks;
using T2L.Training.Tasks.Inputs;
using T2L.Training.Tasks.Operations;

namespace T2L.Training.Tests.Tasks;

public sealed class OperationTests
{
    public static TheoryData<string, string, string> Examples { get; } = new()
    {
        { "word.reverse", "stone", "enots" },
        { "word.drop_first", "stone", "tone" },
        { "word.drop_last", "stone", "ston" },
        { "word.first_three", "stone", "sto" },
        { "word.first_three", "cat", "cat" },
        { "word.rotate_left", "stone", "tones" },
        { "word.swap_ends", "stone", "etons" },
        { "word.last_three", "stone", "one" },
        { "word.last_three", "cat", "cat" },
        { "word.rotate_right", "stone", "eston" },
        { "word.upper", "stone", "STONE" },
        { "word.capitalise", "stone", "Stone" },
        { "word.hyphenate", "stone", "s-t-o-n-e" },
        { "word.space_out", "stone", "s t o n e" },
        { "word.double_letters", "stone", "ssttoonnee" },
        { "word.repeat", "stone", "stonestone" },
        { "word.copy", "stone", "stone" },
        { "word.first_letter", "stone", "s" },
        { "word.last_letter", "stone", "e" },
        { "word.length", "stone", "5" },
        { "word.drop_vowels", "stone", "stn" },
        { "word.mask_vowels", "stone", "st*n*" },
        { "word.add_s", "stone", "stones" },
        { "word.add_ing", "walk", "walking" },
        { "word.starts_with_vowel", "apple", "yes" },
        { "word.starts_with_vowel", "stone", "no" },
        { "word.starts_with_vowel", "yard", "no" },
        { "word.longer_than_four", "stone", "yes" },
        { "word.longer_than_four", "ston", "no" },
        { "list.first", "red green blue", "red" },
        { "list.second", "red green blue", "green" },
        { "list.last", "red green blue", "blue" },
        { "list.count", "red green blue", "3" },
        { "list.reverse", "red green blue", "blue green red" },
        { "list.commas", "red green blue", "red, green, blue" },
        { "list.initials", "red green blue", "rgb" },
        { "list.drop_first", "red green blue", "green blue" },
        { "list.drop_last", "red green blue", "red green" },
        { "list.capitalise_each", "red green blue", "Red Green Blue" },
        { "number.add_one", "99", "100" },
        { "number.add_five", "37", "42" },
        { "number.add_ten", "995", "1005" },
        { "number.subtract_one", "100", "99" },
        { "number.double", "256", "512" },
        { "number.times_ten", "256", "2560" },
        { "number.parity", "256", "even" },
        { "number.parity", "255", "odd" },
        { "number.last_digit", "256", "6" },
        { "number.reverse_digits", "250", "052" },
        { "number.dollars", "256", "$256" },
        { "date.year", "2024-03-05", "2024" },
        { "date.month_name", "2024-03-05", "March" },
        { "date.day", "2024-03-05", "5" },
        { "date.day_month", "2024-03-05", "5 March" },
        { "date.day_first", "2024-03-05", "05/03/2024" },
        { "date.month_first", "2024-03-05", "03/05/2024" },
        { "date.next_year", "1999-12-31", "2000-12-31" },
        { "date.quarter", "2024-03-31", "Q1" },
        { "date.quarter", "2024-10-01", "Q4" },
        { "time.hour", "08:05", "8" },
        { "time.minutes", "08:05", "5" },
        { "time.twelve_hour", "15:45", "3:45 pm" },
        { "time.twelve_hour", "00:05", "12:05 am" },
        { "time.hour_later", "23:59", "00:59" },
        { "record.name", "bob,34,rome", "bob" },
        { "record.age", "bob,34,rome", "34" },
        { "record.city", "bob,34,rome", "rome" },
        { "record.name_from_city", "bob,34,rome", "bob from rome" },
        { "record.next_age", "bob,39,rome", "40" },
        { "noun.french", "house", "maison" },
        { "noun.spanish", "house", "casa" },
        { "noun.german", "house", "Haus" },
        { "noun.category", "hand", "body part" },
        { "measure.amount", "12 m", "12" },
        { "measure.unit", "12 km", "km" },
        { "measure.quantity", "12 cm", "length" },
        { "measure.quantity", "5 t", "weight" },
        { "measure.quantity", "75 cl", "volume" },
        { "measure.smaller_unit", "12 m", "1200 cm" },
        { "measure.smaller_unit", "998 kg", "998000 g" },
        { "measure.smaller_unit", "7 cm", "70 mm" },
        { "measure.smaller_unit", "3 l", "3000 ml" },
        { "pair.larger", "7 45", "45" },
        { "pair.smaller", "7 45", "7" },
        { "pair.swapped", "12 45", "45 12" },
        { "pair.first_larger", "45 7", "yes" },
        { "pair.first_larger", "7 45", "no" },
        { "word.reverse+upper", "stone", "ENOTS" },
        { "word.reverse+capitalise", "stone", "Enots" },
        { "word.drop_first+hyphenate", "stone", "t-o-n-e" },
        { "word.drop_last+space_out", "stone", "s t o n" },
        { "word.first_three+repeat", "stone", "stosto" },
        { "word.rotate_left+double_letters", "stone", "ttoonneess" },
        { "word.swap_ends+upper", "stone", "ETONS" },
        { "word.last_three+add_s", "stone", "ones" },
        { "word.rotate_right+mask_vowels", "stone", "*st*n" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Gives_the_answer_worked_out_by_hand(string name, string input, string answer) =>
        Assert.Equal(answer, OperationCatalog.All.Single(operation => operation.Name == name).Apply(input));

    [Fact]
    public void Every_primitive_has_an_example_here()
    {
        var shown = Examples.Select(row => (string)row[0]).ToHashSet();
        Assert.All(OperationCatalog.Primitives, operation => Assert.Contains(operation.Name, shown));
    }

    [Fact]
    public void A_pair_is_the_second_operation_on_the_result_of_the_first()
    {
        Assert.Equal(64, OperationCatalog.Pairs.Count);
        Assert.All(OperationCatalog.Pairs, pair => Assert.Equal(pair.Second!.Apply(pair.First.Apply("bridge")), pair.Apply("bridge")));
    }

    [Fact]
    public void Different_operations_of_a_kind_give_different_answers_to_some_inputs()
    {
        var random = new Random(1);
        foreach (var kind in OperationCatalog.All.GroupBy(operation => operation.Kind))
        {
            var inputs = Enumerable.Range(0, 200).Select(_ => InputSampler.Of(kind.Key).Sample(random, Split.Training)).ToList();
            var answers = kind.Select(operation => string.Join('/', inputs.Select(operation.Apply))).ToList();
            Assert.Equal(answers.Count, answers.Distinct().Count());
        }
    }

    [Theory]
    [InlineData(Split.Training)]
    [InlineData(Split.Test)]
    public void A_question_is_answered_yes_as_often_as_no(Split split)
    {
        var suite = TaskSuite.Nano(0);
        var questions = OperationCatalog.All.Where(operation => operation.IsQuestion).Select(operation => operation.Name).ToList();
        Assert.Equal(["word.starts_with_vowel", "word.longer_than_four", "pair.first_larger"], questions);
        var random = new Random(2);
        Assert.All(questions, name =>
        {
            var answers = Enumerable.Range(0, 1000).Select(_ => suite.Find(name + "/plain").Sample(random, split).Answer).ToList();
            Assert.All(answers, answer => Assert.Contains(answer, new[] { "yes", "no" }));
            Assert.InRange(answers.Count(answer => answer == "yes"), 430, 570);
        });
    }

    [Fact]
    public void A_measure_or_a_pair_that_is_none_is_refused()
    {
        Assert.Equal("'12m' is not a measure; expected a number, a space and a unit.", Error("measure.amount", "12m"));
        Assert.Equal("'12' is not a pair of numbers; expected two numbers and a space between them.", Error("pair.larger", "12"));
        var unknown = Assert.Throws<KeyNotFoundException>(() => Of("measure.unit").Apply("12 yd"));
        Assert.Equal("'yd' is not a unit of the suite; there are cl, cm, g, kg, km, l, m, t.", unknown.Message);

        static Operation Of(string name) => OperationCatalog.All.Single(operation => operation.Name == name);
        static string Error(string name, string input) => Assert.Throws<FormatException>(() => Of(name).Apply(input)).Message;
    }

    [Theory]
    [InlineData("plain", "x")]
    [InlineData("brackets", "[x]")]
    [InlineData("parens", "(x)")]
    [InlineData("angles", "<x>")]
    [InlineData("braces", "{x}")]
    [InlineData("quotes", "\"x\"")]
    [InlineData("exclamation", "x!")]
    [InlineData("period", "x.")]
    [InlineData("stars", "*x*")]
    [InlineData("label", "ans: x")]
    [InlineData("arrow", "-> x")]
    [InlineData("hash", "#x")]
    public void A_format_dresses_the_answer(string name, string dressed) =>
        Assert.Equal(dressed, AnswerFormat.All.Single(format => format.Name == name).Apply("x"));
}
