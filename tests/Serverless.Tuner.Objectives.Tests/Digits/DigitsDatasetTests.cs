using Serverless.Tuner.Objectives.Digits;
using Xunit;

namespace Serverless.Tuner.Objectives.Tests.Digits;

public sealed class DigitsDatasetTests
{
    private readonly DigitsDataset _data = DigitsDataset.Instance;

    [Fact]
    public void Instance_Loaded_HoldsEveryImageOnce()
    {
        Assert.Equal(1797, _data.Training.Count + _data.Validation.Count);
        var training = Images(_data.Training).ToHashSet();
        Assert.DoesNotContain(Images(_data.Validation), training.Contains);
    }

    [Fact]
    public void Instance_Loaded_HasPixelsFromZeroToOne()
    {
        Assert.Equal(0, _data.Training.Pixels.Min());
        Assert.Equal(1, _data.Training.Pixels.Max());
    }

    [Fact]
    public void Instance_Split_IsStratified()
    {
        foreach (var digit in Enumerable.Range(0, 10))
        {
            var held = (double)_data.Validation.Labels.Count(l => l == digit);
            Assert.InRange(held / (held + _data.Training.Labels.Count(l => l == digit)), 0.295, 0.305);
        }
    }

    private static IEnumerable<string> Images(LabelledImages images) =>
        Enumerable.Range(0, images.Count).Select(i => string.Join(',', images.Image(i).ToArray()));
}
