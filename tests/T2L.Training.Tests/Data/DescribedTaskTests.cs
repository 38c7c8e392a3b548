using T2L.Training.Data;

namespace T2L.Training.Tests.Data;

public class DescribedTaskTests
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 2000).Select(i => $"Sort {i} numbers.")];

    [Fact]
    public void About_a_fifth_is_held_out()
    {
        var task = new DescribedTask("sort", Texts);

        Assert.InRange(task.HeldOut.Count, 340, 460);
        Assert.Equal(Texts.Order(), task.Training.Concat(task.HeldOut).Order());
    }

    [Fact]
    public void The_split_is_the_same_on_every_machine() =>
        Assert.Equal(HeldOutOfTwenty, new DescribedTask("sort", Texts[..20]).HeldOut);

    [Fact]
    public void A_text_stays_where_it_is_when_others_come_and_go()
    {
        var all = new DescribedTask("sort", Texts);

        Assert.Equal(all.HeldOut.Where(text => text.Length == 14), new DescribedTask("sort", [.. Texts.Where(text => text.Length == 14).Reverse()]).HeldOut.Reverse());
    }

    [Fact]
    public void Another_task_holds_out_other_texts() =>
        Assert.NotEqual(new DescribedTask("sort", Texts).HeldOut, new DescribedTask("order", Texts).HeldOut);

    // From a second implementation of the hash; another hash would change which texts all figures were measured on.
    private static readonly string[] HeldOutOfTwenty = ["Sort 4 numbers.", "Sort 7 numbers.", "Sort 8 numbers.", "Sort 12 numbers."];
}
