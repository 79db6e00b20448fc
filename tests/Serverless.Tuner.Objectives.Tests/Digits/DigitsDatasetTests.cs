using Serverless.Tuner.Objectives.Digits;

namespace Serverless.Tuner.Objectives.Tests.Digits;

public sealed class DigitsDatasetTests
{
    private readonly DigitsDataset _data = DigitsDataset.Instance;

    [Fact]
    public void Instance_Loaded_HoldsEveryImageOnce()
    {
        Assert.Equal(1797, _data.Training.Length + _data.Validation.Length);
        var training = Images(_data.Training).ToHashSet();
        Assert.DoesNotContain(Images(_data.Validation), training.Contains);
    }

    [Fact]
    public void Instance_Loaded_HasPixelsFromZeroToOne()
    {
        Assert.Equal(0, _data.Training.SelectMany(image => image.Pixels).Min());
        Assert.Equal(1, _data.Training.SelectMany(image => image.Pixels).Max());
    }

    [Fact]
    public void Instance_Split_IsStratified()
    {
        foreach (var digit in Enumerable.Range(0, 10))
        {
            var held = (double)_data.Validation.Count(image => image.Label == digit);
            Assert.InRange(held / (held + _data.Training.Count(image => image.Label == digit)), 0.295, 0.305);
        }
    }

    private static IEnumerable<string> Images(DigitImage[] images) => images.Select(image => string.Join(',', image.Pixels));
}
