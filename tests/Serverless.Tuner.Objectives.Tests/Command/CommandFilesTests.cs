namespace Serverless.Tuner.Objectives.Tests.Command;

public sealed class CommandFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tuner-files-");

    public CommandFilesTests() => File.WriteAllText(Path.Combine(_folder.FullName, "train.py"), "");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("sh", "trian.sh")]
    [InlineData("sh", "-x", "trian.sh")]
    [InlineData("/bin/sh", "sub/train.sh", "--lr", "{lr}")]
    public void Check_ScriptThatIsNotThere_IsNamed(params string[] command)
    {
        var error = Assert.Single(Check(command));
        var script = Array.FindIndex(command, word => word.EndsWith(".sh", StringComparison.Ordinal));
        var path = Path.GetFullPath(command[script], _folder.FullName);
        Assert.Equal(new FieldError($"/objective/command/{script}", $"there is no file '{path}'"), error);
    }

    [Theory]
    [InlineData("sh", "train.py")]
    [InlineData("sh", "train.py", "out.py")]
    [InlineData("sh", "-c", "cat model.py")]
    [InlineData("sh", "{name}.py")]
    [InlineData("true", "model.py")]
    [InlineData("sh", "--out", "model.pt")]
    public void Check_WhatMayBeThere_IsAccepted(params string[] command) => Assert.Empty(Check(command));

    [Theory]
    [InlineData("no-such-program", "there is no program 'no-such-program'")]
    [InlineData("./train.py", "'./train.py' may not be executed: `chmod +x ./train.py`")]
    public void Check_ProgramThatCannotBeExecuted_IsNamed(string program, string said)
    {
        var error = Assert.Single(Check(program));
        Assert.Equal("/objective/command/0", error.Pointer);
        Assert.StartsWith(said, error.Detail);
    }

    [Fact]
    public void Check_StudyWithAPathOfItsOwn_IsNotSecondGuessed() => Assert.Empty(CommandObjective.CheckFiles(
        Objective("no-such-program") with { Environment = new Dictionary<string, string> { ["PATH"] = "/opt/{version}" } }));

    [Fact]
    public void Check_DirectoryThatIsNotThere_IsNamedAlone()
    {
        var missing = Path.Combine(_folder.FullName, "nowhere");
        Assert.Equal(
            [new FieldError("/objective/workingDirectory", $"there is no directory '{missing}'")],
            CommandObjective.CheckFiles(Objective("no-such-program") with { WorkingDirectory = missing }));
    }

    private FieldError[] Check(params string[] command) => [.. CommandObjective.CheckFiles(Objective(command))];

    private ObjectiveSpec Objective(params string[] command) =>
        new() { Kind = ObjectiveKind.Command, Command = command, WorkingDirectory = _folder.FullName };
}
