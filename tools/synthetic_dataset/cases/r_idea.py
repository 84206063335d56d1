"""Virtual encounters: a written assessment by the four R-IDEA parts.

Each part is a table from the points it is worth to the ways an answer can earn them: interpretive
summary 0-4, differential 0-2, explanation of the lead diagnosis 0-2, of the alternatives 0-2.
"""

QUESTION = ("Write the assessment section of the admission note: a summary statement, a prioritized differential "
            "diagnosis, and your reasoning for the leading diagnosis and for the alternatives.")

CASES = [
    dict(
        key="pericarditis", ages=(24, 48), persons=("man", "woman"),
        vignette="{article} {age}-year-old {person} has had sharp chest pain for two days, worse lying flat and on "
        "breathing in, eased by leaning forward. A cold preceded it by ten days. Temperature 37.9 °C, pulse 102, blood "
        "pressure 126/78 mm Hg, no pulsus paradoxus. A scratching sound is heard at the left sternal border. The ECG "
        "shows diffuse concave ST elevation with PR depression. Troponin is slightly raised, D-dimer normal.",
        summary={
            4: ["In summary, a young adult with acute, pleuritic, positional chest pain ten days after a viral "
                "illness, low-grade fever, a friction rub and diffuse concave ST elevation with PR depression, without "
                "tamponade: acute pericarditis with slight myocardial involvement."],
            3: ["Summary: young adult, acute pleuritic chest pain after a cold, with a rub and diffuse ST elevation."],
            2: ["This is a patient with two days of sharp chest pain, a recent cold, mild fever and an abnormal ECG."],
            1: ["Patient with chest pain since two days."], 0: [""]},
        differential={
            2: ["Differential diagnosis, most likely first: acute viral pericarditis with myopericarditis; pulmonary "
                "embolism; acute coronary syndrome; pneumonia with pleurisy; aortic dissection."],
            1: ["Differential diagnosis: pericarditis or a heart attack."], 0: ["Chest pain, cause to be found."]},
        lead={
            2: ["Pericarditis is the most likely diagnosis because pain on lying flat that eases leaning forward, the "
                "friction rub and diffuse ST elevation with PR depression support it; the raised troponin suggests "
                "that the myocardium takes part."],
            1: ["I favor pericarditis because of the ECG."], 0: ["I would treat the pain first."]},
        alternatives={
            2: ["Pulmonary embolism is less likely because the D-dimer is normal and there is no hypoxia; coronary "
                "occlusion is less likely given diffuse concave changes without reciprocal depression; dissection is "
                "argued against by equal pulses and gradual onset."],
            1: ["A coronary cause is less likely at this age; embolism was considered."],
            0: ["Other causes are possible."]}),
    dict(
        key="heart-failure", ages=(58, 81), persons=("woman", "man"),
        vignette="{article} {age}-year-old {person} with hypertension and a myocardial infarction four years ago has "
        "three weeks of increasing dyspnea, now with two flights of stairs, sleeps on three pillows and gained 5 kg. "
        "Ibuprofen was started a month ago for knee pain. Pulse 96, blood pressure 148/86 mm Hg, jugular pressure 12 "
        "cm, third heart sound, basal crackles, edema to the knees. BNP is 1,240 pg per milliliter, creatinine 1.4 "
        "mg per deciliter.",
        summary={
            4: ["In summary, an older patient with ischemic heart disease and hypertension, with subacute progressive "
                "exertional dyspnea, orthopnea and weight gain after starting ibuprofen, raised jugular pressure, a "
                "third heart sound and high BNP: acute decompensated heart failure precipitated by an NSAID."],
            3: ["Summary: subacute dyspnea with orthopnea and edema, prior infarction, third heart sound and high "
                "BNP."],
            2: ["This is a patient with weeks of dyspnea, swelling of the legs and a previous infarction."],
            1: ["Patient with shortness of breath."], 0: [""]},
        differential={
            2: ["Differential diagnosis, most likely first: decompensated ischemic heart failure precipitated by "
                "ibuprofen; new myocardial ischemia; acute kidney injury with volume overload; COPD; pulmonary "
                "embolism; cirrhosis."],
            1: ["Differential diagnosis: heart failure or COPD."], 0: ["Dyspnea of unclear origin."]},
        lead={
            2: ["Heart failure is the most likely diagnosis because orthopnea, the third heart sound, raised jugular "
                "pressure and BNP support it; the old infarction explains the substrate and ibuprofen the timing, by "
                "retaining sodium."],
            1: ["I favor heart failure because of the edema and BNP."], 0: ["Diuretics should help in any case."]},
        alternatives={
            2: ["COPD is less likely because there is no smoking history or wheeze; embolism is less likely with a "
                "course of weeks and bilateral edema; primary kidney disease is argued against by the third heart "
                "sound, although creatinine has to be followed."],
            1: ["COPD is less likely without wheeze; the rest seems unlikely."], 0: ["Other causes are possible."]}),
    dict(
        key="gout", ages=(46, 72), persons=("man",),
        vignette="{article} {age}-year-old {person} woke at three in the morning with severe pain of the right knee. "
        "Two similar attacks of the great toe had settled within a week. Hydrochlorothiazide was started two months "
        "ago. Temperature 38.1 °C. The knee is hot, red and swollen, with little passive movement. White cells 12,800, "
        "uric acid 9.2 mg per deciliter, creatinine 1.3 mg per deciliter. Joint fluid has not been taken yet.",
        summary={
            4: ["In summary, a middle-aged man with risk factors for hyperuricemia and earlier podagra, now with an "
                "acute, nocturnal, inflammatory monoarthritis of the knee and low-grade fever on hydrochlorothiazide: "
                "probable gout flare in whom septic arthritis must be excluded by joint fluid."],
            3: ["Summary: acute inflammatory monoarthritis of the knee, earlier podagra, thiazide and fever."],
            2: ["This is a man with a hot swollen right knee since last night and two earlier toe attacks."],
            1: ["Patient with knee pain."], 0: [""]},
        differential={
            2: ["Differential diagnosis, most likely first: gout flare precipitated by a thiazide; septic arthritis, "
                "which cannot be missed; calcium pyrophosphate arthritis; hemarthrosis; reactive arthritis."],
            1: ["Differential diagnosis: gout or osteoarthritis."], 0: ["Arthritis of the knee."]},
        lead={
            2: ["Gout is the most likely diagnosis because abrupt nocturnal onset, earlier podagra, the new thiazide "
                "and uric acid of 9.2 support it; crystals in the joint fluid would prove it."],
            1: ["I favor gout because uric acid is high."], 0: ["Rest and ice are advised."]},
        alternatives={
            2: ["Septic arthritis is less likely because of the self-limited earlier attacks, but fever and a hot "
                "joint do not allow us to exclude it before aspiration; pyrophosphate disease is less likely at this "
                "age with podagra; hemarthrosis is argued against by the lack of trauma or anticoagulation."],
            1: ["Septic arthritis is less likely but should be kept in mind."], 0: ["Other causes are possible."]}),
    dict(
        key="alcoholic-hepatitis", ages=(36, 59), persons=("man", "woman"),
        vignette="{article} {age}-year-old {person} who drinks a bottle of vodka a day noticed yellow eyes two weeks "
        "ago, with poor appetite and tiredness. Temperature 38.0 °C, pulse 104. Jaundice, spider nevi, a tender "
        "enlarged liver and shifting dullness are found; no asterixis. Bilirubin 14.6 mg per deciliter, AST 182, ALT "
        "71 U per liter, INR 2.0, white cells 15,400, creatinine 0.9 mg per deciliter. Ultrasound shows no dilated "
        "ducts.",
        summary={
            4: ["In summary, a middle-aged patient with heavy ongoing alcohol use and two weeks of progressive "
                "jaundice, low-grade fever, tender hepatomegaly and ascites, AST twice ALT, INR 2.0 and leukocytosis "
                "without duct dilatation: severe alcoholic hepatitis, infection still to be excluded."],
            3: ["Summary: heavy drinker with subacute jaundice, ascites, AST above ALT and coagulopathy."],
            2: ["This is a patient with jaundice for two weeks, fever and a large liver who drinks vodka."],
            1: ["Patient with yellow eyes."], 0: [""]},
        differential={
            2: ["Differential diagnosis, most likely first: severe alcoholic hepatitis, with or without cirrhosis; "
                "spontaneous bacterial peritonitis; acute viral hepatitis; acetaminophen injury; cholangitis."],
            1: ["Differential diagnosis: alcoholic hepatitis or gallstones."], 0: ["Jaundice, liver disease."]},
        lead={
            2: ["Alcoholic hepatitis is the most likely diagnosis because the drinking, AST twice ALT with both below "
                "300, tender hepatomegaly, leukocytosis and fever support it; bilirubin and INR make it severe, with "
                "a discriminant function well above 32."],
            1: ["I favor alcoholic hepatitis because of the drinking."], 0: ["Vitamins should be given."]},
        alternatives={
            2: ["Viral or acetaminophen hepatitis is less likely because the aminotransferases are below 300; "
                "cholangitis is less likely without dilated ducts; peritonitis is argued against by the absence of "
                "pain, yet fever with ascites demands a diagnostic tap."],
            1: ["Gallstones are less likely because the ducts are not dilated."], 0: ["Other causes are possible."]}),
    dict(
        key="subarachnoid", ages=(38, 64), persons=("woman", "man"),
        vignette="{article} {age}-year-old {person} had a headache that reached its peak within seconds while "
        "swimming, with vomiting and a stiff neck an hour later. A weaker sudden headache had come and gone six days "
        "before. The patient smokes and an aunt died of a brain hemorrhage. Blood pressure 172/96 mm Hg, afebrile, "
        "drowsy but oriented. The right pupil is larger and the right lid droops.",
        summary={
            4: ["In summary, a middle-aged smoker with a family history of brain hemorrhage and a thunderclap "
                "exertional headache after a sentinel headache, meningismus, drowsiness and a new right third-nerve "
                "palsy: aneurysmal subarachnoid hemorrhage, probably of the posterior communicating artery."],
            3: ["Summary: thunderclap headache on exertion with stiff neck and a right third-nerve palsy in a smoker."],
            2: ["This is a patient with a sudden severe headache while swimming, vomiting and an unequal pupil."],
            1: ["Patient with headache."], 0: [""]},
        differential={
            2: ["Differential diagnosis, most likely first: aneurysmal subarachnoid hemorrhage; arterial dissection; "
                "reversible cerebral vasoconstriction; pituitary apoplexy; cerebral venous thrombosis."],
            1: ["Differential diagnosis: subarachnoid hemorrhage or migraine."], 0: ["Headache, probably migraine."]},
        lead={
            2: ["Aneurysmal hemorrhage is the most likely diagnosis because the peak within seconds, the sentinel "
                "headache, the stiff neck and the compressive third-nerve palsy with a large pupil support it, as do "
                "smoking and the family history."],
            1: ["I favor hemorrhage because the headache was sudden."], 0: ["Analgesia should be given."]},
        alternatives={
            2: ["Vasoconstriction is less likely because it would not enlarge a pupil; pituitary apoplexy is less "
                "likely without visual field loss; venous thrombosis is argued against by the onset within seconds; "
                "dissection remains possible and CT angiography will show it."],
            1: ["Migraine is less likely because the onset was sudden."], 0: ["Other causes are possible."]}),
    dict(
        key="pyelonephritis", ages=(21, 45), persons=("woman",),
        vignette="{article} {age}-year-old {person} who is fourteen weeks pregnant has had two days of fever with "
        "chills, right flank pain, nausea and burning on urination. Temperature 39.1 °C, pulse 114, blood pressure "
        "102/62 mm Hg. The right costovertebral angle is tender, the uterus is not. Urine shows leukocytes and "
        "nitrite. White cells 16,900, creatinine 0.7 mg per deciliter, lactate 1.6 mmol per liter.",
        summary={
            4: ["In summary, a young woman in the early second trimester with acute high fever, chills, unilateral "
                "flank pain, costovertebral tenderness and nitrite-positive pyuria, tachycardic but with normal "
                "lactate: acute pyelonephritis in pregnancy, at risk of sepsis."],
            3: ["Summary: pregnant woman, acute fever and right flank pain with pyuria, hemodynamically borderline."],
            2: ["This is a pregnant patient with fever for two days, flank pain and an abnormal urine test."],
            1: ["Patient with fever."], 0: [""]},
        differential={
            2: ["Differential diagnosis, most likely first: acute pyelonephritis in pregnancy; infected obstructing "
                "stone; appendicitis displaced upward; cholecystitis; chorioamnionitis; lower-lobe pneumonia."],
            1: ["Differential diagnosis: pyelonephritis or cystitis."], 0: ["Infection of the urine."]},
        lead={
            2: ["Pyelonephritis is the most likely diagnosis because fever with chills, costovertebral tenderness and "
                "nitrite-positive pyuria support it, and pregnancy with its dilated ureters explains the right side."],
            1: ["I favor pyelonephritis because of the urine."], 0: ["Fluids should be given."]},
        alternatives={
            2: ["An obstructing stone is less likely because the pain is constant and not colicky, but ultrasound is "
                "needed; appendicitis is less likely with urinary symptoms and nitrite; chorioamnionitis is argued "
                "against by the soft, painless uterus."],
            1: ["Appendicitis is less likely because of the urinary symptoms."], 0: ["Other causes are possible."]}),
]
