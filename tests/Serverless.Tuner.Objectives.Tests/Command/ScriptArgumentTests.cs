namespace Serverless.Tuner.Objectives.Tests.Command;

public sealed class ScriptArgumentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly string _source;

    public ScriptArgumentTests()
    {
        _source = Directory.CreateDirectory(Path.Combine(_folder, "study", "python")).Parent!.FullName;
        foreach (var file in (string[])["train.py", "run", "data.csv", "python/train.py", "../lib.py"])
            File.WriteAllText(Path.Combine(_source, file), "");
    }

    [Theory]
    [InlineData("python3 train.py", "python3 {}/train.py")]
    [InlineData("python3 -u ./train.py --data data.csv", "python3 -u {}/train.py --data data.csv")]
    [InlineData("python3 python/train.py", "python3 {}/python/train.py")]
    [InlineData("python3 ../lib.py", "python3 {}/../lib.py")]
    [InlineData("python3 missing.py data.csv", "python3 missing.py {}/data.csv")]
    [InlineData("./run train.py", "./run {}/train.py")]
    [InlineData("make run", "make run")]
    [InlineData("python3 -m python", "python3 -m python")]
    [InlineData("sh -c ./run", "sh -c ./run")]
    [InlineData("tool ./python", "tool ./python")]
    [InlineData("tool {train.py}", "tool {train.py}")]
    public void Resolve_TheFirstArgumentThatIsAFilesPath_IsMadeAFullPath(string command, string expected) =>
        Assert.Equal(
            expected.Replace("{}/../", _folder + "/", StringComparison.Ordinal).Replace("{}", _source, StringComparison.Ordinal),
            string.Join(' ', ScriptArgument.Resolve(command.Split(' '), _source)));

    [Fact]
    public async Task EvaluateAsync_PythonScript_FindsItsModulesItsDataAndWhatLiesAroundIt()
    {
        await File.WriteAllTextAsync(Path.Combine(_source, "model.py"), "def value(): return 4");
        await File.WriteAllTextAsync(Path.Combine(_source, "train.py"), """
            import json, os, sys
            from pathlib import Path
            import model
            sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
            import lib
            open("data.csv", "a").write("more")
            assert open("data.csv").read() == "more" and open("python/train.py").read() == ""
            assert Path("../lib.py").exists() == False
            print(json.dumps({"value": model.value(), "attributes": {"file": __file__}}))
            """);
        var trial = new RecordingTrial(Parameters.Of("{}"))
        {
            Objective = new() { Kind = ObjectiveKind.Command, Command = ["python3", "-B", "train.py"], WorkingDirectory = _source },
        };
        var result = await ShellTrial.RunAsync(trial);
        Assert.Equal([4.0], result.Values);
        Assert.Equal(Path.Combine(_source, "train.py"), result.Attributes!["file"]);
        Assert.Equal("", await File.ReadAllTextAsync(Path.Combine(_source, "data.csv")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
