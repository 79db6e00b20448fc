using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

public sealed class FailureReasonsTests
{
    [Theory]
    [InlineData(
        "CUDA out of memory. Tried to allocate 2.50 GiB (GPU 0)", "CUDA out of memory. Tried to allocate 19.00 GiB (GPU 3)",
        "CUDA out of memory. Tried to allocate # GiB (GPU #)")]
    [InlineData(
        "no file /tmp/tuner-a8f/trial-12/data.csv", "no file /tmp/tuner-77c/trial-3/data.csv", "no file data.csv")]
    [InlineData(
        "job 6f9619ff-8b86-d011-b42d-00c04fc964ff at 0x7ffd1a", "job 11111111-8b86-d011-b42d-00c04fc964ff at 0x55", "job # at #")]
    [InlineData("loss is\n  -1.5e-9", "loss is 7", "loss is #")]
    [InlineData("python3 obj.py: worker-2 of 8 stopped", "python3 obj.py: worker-11 of 9 stopped", "python3 obj.py: worker-# of # stopped")]
    [InlineData("shapes 32x64 and 7x8 of run_3", "shapes 16x4 and 128x8 of run_41", "shapes #x# and #x# of run_#")]
    [InlineData("exited with code 137", "exited with code 1", "exited with code #")]
    public void Normalise_WhatDiffersInNumbersAlone_IsOneReason(string one, string other, string expected)
    {
        Assert.Equal(expected, FailureReasons.Normalise(one));
        Assert.Equal(expected, FailureReasons.Normalise(other));
    }

    [Fact]
    public void Normalise_OtherWords_AreOtherReasons() =>
        Assert.NotEqual(FailureReasons.Normalise("no such key: lr"), FailureReasons.Normalise("no such key: layers"));

    [Fact]
    public void Normalise_DigitsInAWord_AreAPartOfIt() =>
        Assert.NotEqual(FailureReasons.Normalise("no module conv1d"), FailureReasons.Normalise("no module conv2d"));

    [Fact]
    public void Normalise_LongReasons_AreCut() =>
        Assert.InRange(FailureReasons.Normalise(string.Concat(Enumerable.Repeat("no good, ", 10_000))).Length, 190, 201);
}
