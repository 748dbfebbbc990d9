import { describe, expect, it } from "vitest";
import { write } from "./markdown";
import { marking } from "./marking";
import { type Line, linesIn, linesOf } from "./paste";

const read = (html: string) => linesOf(new DOMParser().parseFromString(html, "text/html").body);
const told = (lines: Line[]) => lines.map((line) => (line.pair ? [write(line.pair.en), write(line.pair.ko)] : write(line.runs)));

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {margin:0cm;font-family:"Calibri"} --></style></head><body lang=EN-GB>
<!--StartFragment-->
<h1 style='margin-top:12.0pt'><span lang=EN-GB>Responsible use<o:p></o:p></span></h1>
<p class=MsoNormal><span lang=EN-GB>Both sides shared their <b style='mso-bidi-font-weight:normal'>assurance
approach</b>; see <a href="https://example.org/atr"><span style='color:#0563C1'>the record</span></a>.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>First item</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span>&nbsp;</span></span><![endif]><span style='font-weight:bold'>Second</span> item<script>alert(1)</script><img src="file:///c:/x.png"></p>
<!--EndFragment--></body></html>`;

const HWP = `<!DOCTYPE html><HTML><HEAD><META NAME="Generator" CONTENT="Hancom HWP 10.0"><STYLE type="text/css">p.HStyle0 {line-height:160%;}</STYLE></HEAD><BODY>
<P CLASS=HStyle0 STYLE='line-height:160%;'><SPAN STYLE='font-size:15.0pt;font-family:"HY헤드라인M";line-height:160%;'>□ 추진 배경</SPAN></P>
<P CLASS=HStyle0 STYLE='margin-left:10.0pt;'><SPAN STYLE='font-family:"휴먼명조";'>○ 양측은 </SPAN><SPAN STYLE='font-family:"휴먼명조";font-weight:bold;'>점검표</SPAN><SPAN STYLE='font-family:"휴먼명조";'>를 교환하기로 함</SPAN></P>
<P CLASS=HStyle0><SPAN>&nbsp;</SPAN></P>
<TABLE border="1"><TR><TD><P CLASS=HStyle0><SPAN>Agreed text</SPAN></P></TD><TD><P CLASS=HStyle0><SPAN>합의 문안</SPAN></P></TD></TR>
<TR><TD><P CLASS=HStyle0><SPAN>담당</SPAN></P></TD><TD><P CLASS=HStyle0><SPAN>홍길동</SPAN></P></TD></TR></TABLE></BODY></HTML>`;

describe("pasting", () => {
  it("from Word keeps paragraphs, list items, bold and links, and nothing else", () => {
    const lines = read(WORD);
    expect(told(lines)).toEqual([
      "Responsible use",
      "Both sides shared their **assurance approach**; see [the record](https://example.org/atr).",
      "First item",
      "**Second** item",
    ]);
    expect(lines.map((line) => line.kind)).toEqual(["heading", "point", "point", "point"]);
  });

  it("from HWP keeps Korean bullets as they were typed, and reads a table of two languages as rows of both", () => {
    expect(told(read(HWP))).toEqual(["□ 추진 배경", "○ 양측은 **점검표**를 교환하기로 함", ["Agreed text", "합의 문안"], "담당 · 홍길동"]);
  });

  it("reads lists, line breaks and nested blocks as one line each", () => {
    expect(told(read("<div>a<br>b<ul><li>c<ul><li>d</li></ul></li><li><p>e</p></li></ul>f</div>"))).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(told(read('<b style="font-weight:normal"><p>from a web page</p></b>'))).toEqual(["from a web page"]);
    expect(told(read('<p><a href="javascript:alert(1)">words</a> <span style="display:none">hidden</span></p>'))).toEqual(["words"]);
  });

  it("of plain text makes a row of each line, and of two columns a row in both languages", () => {
    expect(told(linesIn("one\r\n\r\n  two  \rAgreed\t합의\na\tb"))).toEqual(["one", "two", ["Agreed", "합의"], "a · b"]);
  });

  it("gives composed Korean without characters that mislead", () => {
    expect(told(linesIn(`${"협력".normalize("NFD")}\u202e\u0000\u200b 한국`))).toEqual(["협력 한국"]);
  });

  it("of five thousand lines is quick", () => {
    const start = performance.now();
    expect(linesIn(Array.from({ length: 5000 }, (_, at) => `line ${at} 줄`).join("\n"))).toHaveLength(5000);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe("a classified marking", () => {
  it("is seen where it stands as one", () => {
    for (const text of ["TOP SECRET", "UK SECRET - RECIPIENTS ONLY", "a\n비밀\nb", "[대외비]", "Ⅱ급비밀", "3급 비밀", "【비 밀】", "군사Ⅱ급비밀", "대외비".normalize("NFD")]) {
      expect(marking(text), text).not.toBeNull();
    }
  });

  it("is not every word that looks like it", () => {
    for (const text of ["an open secret", "Secret ballot", "비밀번호를 변경함", "영업비밀 보호", "OFFICIAL-SENSITIVE", "SECRETARIAT", "비밀 유지 조항"]) {
      expect(marking(text), text).toBeNull();
    }
  });
});
