using T2L.Training.Official;

namespace T2L.Training.Tests.Official;

public sealed class SplitSliceTests
{
    [Theory]
    [InlineData("train", 100, 0, 100)]
    [InlineData("train[:10]", 100, 0, 10)]
    [InlineData("train[:10000]", 100, 0, 100)]
    [InlineData("train[:90%]", 100, 0, 90)]
    [InlineData("train[90%:]", 100, 90, 100)]
    [InlineData("train[90%:]", 5, 4, 5)] // 4.5 goes to the even row
    [InlineData("train[90%:]", 15, 14, 15)] // 13.5 as well
    [InlineData("valid[10:20]", 15, 10, 15)]
    public void Takes_the_rows_that_datasets_takes(string split, int rows, int from, int to) => Assert.Equal((from, to), SplitSlice.Parse(split).Of(rows));

    [Theory]
    [InlineData("")]
    [InlineData("../train")]
    [InlineData("train[-5:]")]
    [InlineData("train+test")]
    [InlineData("train[:99999999999999999999]")]
    public void Refuses_other_forms(string split) => Assert.Throws<FormatException>(() => SplitSlice.Parse(split));
}
