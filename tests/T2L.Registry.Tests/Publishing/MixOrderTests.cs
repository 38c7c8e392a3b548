using T2L.Adapters.Svf.Mixing;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Publishing;

public sealed class MixOrderTests
{
    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.0, 3.0)]
    [InlineData(1e-30, 0.0)]
    public void Weights_of_gates_are_zero_or_more(double one, double other) => Assert.Null(Order(one, other).Fault());

    [Fact]
    public void Weights_of_raw_numbers_may_be_negative() => Assert.Null((Order(-1, 0.5) with { Space = MixSpace.Raw }).Fault());

    [Theory]
    [InlineData(double.NaN, "The weight of part 2 of the mix, 'b', is NaN; expected a finite number, for instance 0.5.")]
    [InlineData(1e39, "The weight of part 2 of the mix, 'b', is 1E+39; expected a finite number, for instance 0.5.")]
    [InlineData(-0.1, "The weight of part 2 of the mix, 'b', is -0.1; expected 0 or more. Only in raw space may weights be negative.")]
    [InlineData(null, "Part 2 of the mix, 'b', has no weight; give it a number, for instance 0.5.")]
    public void Refuses_weights_that_are_none(double? weight, string sentence) => Assert.Equal(sentence, Order(1, weight).Fault());

    [Theory]
    [InlineData(MixSpace.Gate, 0.0, 0.0, "0, 0")]
    [InlineData(MixSpace.Gate, 0.0, 1e-60, "0, 0")]
    [InlineData(MixSpace.Raw, 0.5, -0.5, "0.5, -0.5")]
    public void Refuses_weights_that_sum_to_zero(MixSpace space, double one, double other, string shown) => Assert.Equal(
        $"The weights of the mix are {shown} and sum to zero; expected another sum, for instance of 0.7 and 0.3.", (Order(one, other) with { Space = space }).Fault());

    [Theory, InlineData(0), InlineData(1), InlineData(65)]
    public void Refuses_too_few_and_too_many_parts(int count) => Assert.Equal(
        $"The mix has {count} parts; expected 2 to 64, each an expert and its weight.",
        new MixOrder([.. Enumerable.Repeat(new MixOrderPart("a", 1), count)]).Fault());

    [Theory, InlineData(null), InlineData(" ")]
    public void Refuses_a_part_without_an_adapter(string? adapter) => Assert.Equal(
        "Part 1 of the mix names no adapter; give an expert's id, digest or name.", new MixOrder([new(adapter, 1), new("b", 1)]).Fault());

    private static MixOrder Order(double? one, double? other) => new([new("a", one), new("b", other)]);
}
