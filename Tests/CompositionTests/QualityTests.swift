import Composition
import Newspaper
import TestSupport
import Testing

/// The figures of the quality report.
@Suite struct QualityTests {
  private func figures(_ lines: [Line]) -> TypeQuality {
    var figures = TypeQuality()
    for line in lines { figures.add(line) }
    return figures
  }

  @Test func openLinesAreCounted() {
    // 9 characters in 10 em: an eighth of an em each; 4 in 6: two thirds
    let loose = figures(compose("天地玄黄宇宙洪荒日月。盈昃辰宿列张寒来暑往", em: 10))
    #expect(loose.lines == 3 && loose.loose == 1 && loose.tooLoose == 0)
    let faulty = figures(compose("甲乙丙丁（戊己庚）——辛", em: 5))
    #expect(faulty.tooLoose == 1)
  }

  @Test func squeezedCommasAreCounted() {
    #expect(figures(compose("天地玄黄，宇宙洪荒日。月盈昃辰", em: 10)).tight == 1)
  }

  @Test func brokenUnitsAreCounted() {
    #expect(figures(compose("abcdefghijklmnop", em: 4)).violations == 1)
  }

  @Test func theFloorChoosesOtherBreaks() {
    // Zeroing two commas saves a line; the soft floor spends it (decision 6, N-03).
    let text = "亲们修路、架桥、引水、种树，把一个出门就爬坡的穷山沟变成了远近闻名的花果村"
    let plain = figures(compose(text, em: 13))
    let floored = figures(compose(text, em: 13) { $0.markSpaceFloor = 250 })
    #expect(floored.tight <= plain.tight)
  }

  @Test func greedyNeverMovesAnEarlierLine() {
    let text = "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。寒来暑往，秋收冬藏。"
    let before = compose(text + "闰余成岁，律吕调阳。云腾致雨", em: 7) { $0.breaking = .greedy }
    let after = compose(text + "闰余成岁，律吕调阳。露结为霜，金生丽水", em: 7) {
      $0.breaking = .greedy
    }
    #expect(before.prefix(4).map(\.text) == after.prefix(4).map(\.text))
  }
}
