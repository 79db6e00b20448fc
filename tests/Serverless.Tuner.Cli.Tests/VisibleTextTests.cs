using System.Text.Json;
using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Tests;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("\0", @"\u0000")]
    [InlineData("\u001b[2J", @"\u001b[2J")]
    [InlineData("\u007f", @"\u007f")]
    [InlineData("\u0080\u009f", @"\u0080\u009f")]
    [InlineData("\u202a\u202b\u202c\u202d\u202e", @"\u202a\u202b\u202c\u202d\u202e")]
    [InlineData("\u2066\u2067\u2068\u2069\u200e\u200f\u061c", @"\u2066\u2067\u2068\u2069\u200e\u200f\u061c")]
    [InlineData("\u2028\u2029", @"\u2028\u2029")]
    [InlineData("\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e", @"\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e")]
    [InlineData("\u034f\u115f\u3164\uffa0\ufe00", @"\u034f\u115f\u3164\uffa0\ufe00")]
    [InlineData("\U000E0041\U000E0100", @"\udb40\udc41\udb40\udd00")]
    [InlineData("\uffff", @"\uffff")]
    [InlineData("\r\n\t", @"\r\n\t")]
    public void Line_WhatATerminalWouldObeyOrHide_IsShown(string text, string shown) => Assert.Equal(shown, VisibleText.Line(text));

    [Fact]
    public void Line_HalfOfACharacter_IsShown() => Assert.Equal(@"a\ud800b\udc00\udbff", VisibleText.Line("a\ud800b\udc00\udbff"));

    [Theory]
    [InlineData("")]
    [InlineData("plain [bold]text[/] \\u001b")]
    [InlineData("Grüße, 日本語, שלום, العربية, é (e\u0301), 👍🏽, ⚠\ufe0f")]
    [InlineData("a no-break\u00a0space and a private\ue000sign")]
    public void Line_WhatPeopleWrite_StaysAsItIs(string text) => Assert.Equal(text, VisibleText.Line(text));

    [Theory]
    [InlineData("a\tb\nc\r\nd", "a\tb\nc\r\nd")]
    [InlineData("a\rb", @"a\rb")]
    [InlineData("a\r", @"a\r")]
    [InlineData("a\u0085b\u000bc\fd", @"a\u0085b\u000bc\u000cd")]
    public void Lines_LineBreaksAndTabs_AreLayout(string text, string shown) => Assert.Equal(shown, VisibleText.Lines(text));

    [Fact]
    public void Writer_InPieces_WritesAsInOne()
    {
        const string Text = "a\r\nb\r\u001b👍\U000E0041\t";
        var whole = new StringWriter();
        new VisibleWriter(whole).Write(Text);
        var pieces = new StringWriter();
        using (var writer = new VisibleWriter(pieces))
        {
            foreach (var c in Text) writer.Write(c);
            writer.Write("\r");
            writer.Flush();
        }

        Assert.Equal(VisibleText.Lines(Text), whole.ToString());
        Assert.Equal(VisibleText.Lines(Text) + "\\r", pieces.ToString());
    }

    [Fact]
    public void Writer_Json_IsTheSameJson()
    {
        var output = new StringWriter();
        new VisibleWriter(output).Write(JsonSerializer.Serialize(new { Text = Hostile.Text }, Contracts.TunerJson.Indented));

        Assert.DoesNotContain('\u202e', output.ToString());
        Assert.Equal(Hostile.Text, JsonDocument.Parse(output.ToString()).RootElement.GetProperty("text").GetString());
    }
}
