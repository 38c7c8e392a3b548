using static TorchSharp.torch;

namespace TorchSharp.Tests.Optim;

public class SchedulerTests
{
    [Fact]
    public void Lambda_scales_the_initial_rate()
    {
        using var p = nn.Parameter(zeros(1));
        using var optimizer = optim.AdamW([p], lr: 0.4);
        var scheduler = optim.lr_scheduler.LambdaLR(optimizer, epoch => 1.0 / (1 + epoch));
        Assert.Equal([0.4], scheduler.get_last_lr());
        scheduler.step();
        Assert.Equal([0.2], scheduler.get_last_lr());
        scheduler.step();
        scheduler.step();
        Assert.Equal(0.1, optimizer.ParamGroups.Single().LearningRate, 1e-12);
    }

    [Fact]
    public void Linear_goes_from_one_factor_to_the_other_and_stays()
    {
        using var p = nn.Parameter(zeros(1));
        using var optimizer = optim.AdamW([p], lr: 1);
        var scheduler = optim.lr_scheduler.LinearLR(optimizer, 0.2, 1, 4);
        var rates = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
            scheduler.step();
        }
        Assert.All(rates.Zip([0.2, 0.4, 0.6, 0.8, 1, 1]), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }
}
