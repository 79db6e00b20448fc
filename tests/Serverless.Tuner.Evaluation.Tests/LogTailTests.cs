using System.Text;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Evaluation.Tests;

public sealed class LogTailTests
{
    [Fact]
    public void TakeNew_GivesAllOfIt_AndNothingUntilMoreIsWritten()
    {
        var tail = new LogTail();
        Assert.Null(tail.TakeNew(1));
        tail.Add("one");
        tail.Add("");
        var first = tail.TakeNew(1)!;
        Assert.Equal((1, "one\n\n", false), (first.Attempt, first.Text, first.IsCut));
        Assert.Null(tail.TakeNew(1));
        tail.Add("two");
        Assert.Equal("one\n\ntwo\n", tail.TakeNew(1)!.Text);
    }

    [Theory]
    [InlineData("x", 1)]
    [InlineData("line é € 😀", 40_000)]
    [InlineData("😀", 70_000)]
    public void TakeNew_OfMoreThanIsKept_IsTheEndInWholeCharacters(string line, int lines)
    {
        var (tail, all) = (new LogTail(), new StringBuilder());
        for (var i = 0; i < lines; i++)
        {
            tail.Add(line + i);
            all.Append(line).Append(i).Append('\n');
            if (i == lines / 2) tail.TakeNew(1);
        }

        tail.Add("end");
        var log = tail.TakeNew(1)!;

        Assert.Equal(lines > 1, log.IsCut);
        Assert.InRange(log.Utf8.Length, 0, TrialLog.MaxBytes);
        if (log.IsCut) Assert.InRange(log.Utf8.Length, TrialLog.MaxBytes - 3, TrialLog.MaxBytes);
        Assert.EndsWith(log.Text, all.Append("end\n").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', log.Text);
    }

    [Fact]
    public void TakeNew_LineLongerThanIsKept_IsItsEnd()
    {
        var tail = new LogTail();
        tail.Add(new string('a', 1_000_000) + "z");
        Assert.Equal((TrialLog.MaxBytes, true), (tail.TakeNew(1)!.Utf8.Length, tail.TakeNew(1) is null));
        tail.Add("half a character: \uD83D");
        Assert.EndsWith("z\nhalf a character: \uFFFD\n", tail.TakeNew(1)!.Text, StringComparison.Ordinal);
    }
}
